-- How many times handling an event ended with an error. `attempts` counts beginnings, those that a crash ended too.
ALTER TABLE inbox ADD COLUMN errors INTEGER NOT NULL DEFAULT 0;
