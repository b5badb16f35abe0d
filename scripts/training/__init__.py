"""What the training scripts share. Nothing here is imported when a page is audited."""
