# CooRTweet on one file, window 60: from the file to its network.
library(CooRTweet)
shares <- data.table::fread(
  commandArgs(TRUE)[1], colClasses = list(character = c("object_id", "account_id", "content_id"))
)
found <- detect_groups(shares, time_window = 60, min_participation = 1)
network <- generate_coordinated_network(found)
