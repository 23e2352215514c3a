-- What is kept of a person, whatever the conversation.

-- Whether a turn was finished for the person.
ALTER TABLE users ADD COLUMN met INTEGER NOT NULL DEFAULT 0;
-- The language that was chosen; it wins over that of the profile.
ALTER TABLE users ADD COLUMN locale TEXT;
-- How often `memory` was changed. A turn that has read another version is not kept.
ALTER TABLE users ADD COLUMN memory_version INTEGER NOT NULL DEFAULT 0;
-- What `UserData` keeps, as JSON.
ALTER TABLE users ADD COLUMN memory TEXT;

-- Who is there already has spoken with the bot.
UPDATE users SET met = 1;
