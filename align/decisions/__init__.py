"""What reviewers decided: kept by content, so that decisions outlive reruns, moved lines and renamed files."""
