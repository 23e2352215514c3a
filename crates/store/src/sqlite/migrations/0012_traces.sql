-- What is told of turns: the newest few thousand, for whoever asks why.
CREATE TABLE traces (
  event INTEGER PRIMARY KEY,
  trace TEXT NOT NULL
) STRICT;
