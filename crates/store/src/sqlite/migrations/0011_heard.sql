-- When somebody was last heard in a chat, by the platform's clock, where that lets a bot answer freely for a time.
ALTER TABLE chats ADD COLUMN heard_at INTEGER;

-- Events of these platforms are sorted by their times, and what has an id is a message or press. Comments are neither.
UPDATE chats SET heard_at = (
    SELECT max(last_message_sort) FROM conversations WHERE chat = chats.id AND thread = ''
) WHERE account IN (SELECT id FROM accounts WHERE platform IN ('messenger', 'whatsapp'));
