
  # only a comment

