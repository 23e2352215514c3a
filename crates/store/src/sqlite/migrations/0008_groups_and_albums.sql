-- Who sent an event, if that is not the user of its conversation: people of a group may share one.
ALTER TABLE inbox ADD COLUMN user INTEGER REFERENCES users;
-- The album that an event is a part of.
ALTER TABLE inbox ADD COLUMN album TEXT;
-- The first part of the album it was given out with, which stands for all of them.
ALTER TABLE inbox ADD COLUMN taken_with INTEGER;
