-- What is called instead if a call is refused: a new message where one cannot be changed.
ALTER TABLE outbox ADD COLUMN instead_endpoint TEXT;
ALTER TABLE outbox ADD COLUMN instead_body TEXT;
