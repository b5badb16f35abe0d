"""What is known of Indonesian, Vietnamese and English."""
