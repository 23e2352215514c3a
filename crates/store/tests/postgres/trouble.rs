//! What happens to a database from outside.

use tokio_postgres::Client;

use super::server::Schema;

impl Schema {
    /// An open transaction that has done this. It ends with the value.
    pub(crate) async fn begin(&self, sql: &str) -> Client {
        let admin = self.admin().await;
        admin.batch_execute(&format!("SET search_path = {}; BEGIN; {sql}", self.name)).await.unwrap();
        admin
    }

    /// Breaks all connections of all processes.
    pub(crate) async fn break_connections(&self) {
        let all = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1 AND pid <> pg_backend_pid()";
        self.admin().await.query(all, &[&self.name]).await.unwrap();
    }

    /// From now on every commit that keeps an event breaks its connection, or none does any more.
    pub(crate) async fn break_commits(&self, broken: bool) {
        let sql = match broken {
            true => {
                "CREATE FUNCTION break_connection() RETURNS trigger LANGUAGE plpgsql AS
                    $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;
                 CREATE CONSTRAINT TRIGGER break_connection AFTER INSERT ON inbox DEFERRABLE INITIALLY DEFERRED
                    FOR EACH ROW EXECUTE FUNCTION break_connection()"
            }
            false => "DROP TRIGGER break_connection ON inbox",
        };
        let admin = self.admin().await;
        admin.batch_execute(&format!("SET search_path = {}; {sql}", self.name)).await.unwrap();
    }

    /// Waits until no process has a connection any more.
    pub(crate) async fn wait_until_alone(&self) {
        let admin = self.admin().await;
        let all = "SELECT 1 FROM pg_stat_activity WHERE application_name = $1 AND pid <> pg_backend_pid()";
        while !admin.query(all, &[&self.name]).await.unwrap().is_empty() {}
    }

    /// As many people, of the account 1, whose conversations wait for a time to come, with an event and a call each.
    pub(crate) async fn fill(&self, people: u32) {
        let admin = self.admin().await;
        admin
            .batch_execute(&format!(
                "SET search_path = {}; SET synchronous_commit = off;
                 INSERT INTO users (id, account, profile) SELECT 1000000 + n, 1, '{{}}' FROM generate_series(1, {people}) n;
                 INSERT INTO aliases (account, kind, value, person, place)
                    SELECT 1, 'psid', 'p' || n, 1000000 + n, 0 FROM generate_series(1, {people}) n;
                 INSERT INTO chats (id, account, native)
                    SELECT 1000000 + n, 1, 'u' || (1000000 + n) FROM generate_series(1, {people}) n;
                 INSERT INTO conversations (id, account, chat, person, thread, business, in_seq, wake_at)
                    SELECT 1000000 + n, 1, 1000000 + n, 1000000 + n, '', '', 1, 9000000000000 + n
                    FROM generate_series(1, {people}) n;
                 INSERT INTO conversation_state (conversation, state)
                    SELECT 1000000 + n, '{{}}' FROM generate_series(1, {people}) n;
                 INSERT INTO inbox (conversation, sort, due_at, timer, event)
                    SELECT 1000000 + n, 0, 9000000000000 + n, 'silence', '{{}}' FROM generate_series(1, {people}) n;
                 INSERT INTO outbox (account, chat, conversation, state, reference, never_twice, wait, created_at, endpoint, body)
                    SELECT 1, 1000000 + n, 1000000 + n, 0, 'waiting ' || n, false, 0, 0, 'send', '{{}}'
                    FROM generate_series(1, {people}) n;
                 INSERT INTO sent (id, account, chat, conversation, platform_id, sent_at, reference)
                    SELECT -n, 1, 1000000 + n, 1000000 + n, 's' || n, 0, 'sent ' || n FROM generate_series(1, {people}) n;
                 INSERT INTO dedupe (account, bucket, key)
                    SELECT 1, 7, decode(md5(n::text), 'hex') FROM generate_series(1, {people}) n;
                 INSERT INTO payloads (id, content, audience, chat, created_at, person, once, used)
                    SELECT decode(md5(n::text), 'hex'), 'x', 'chat', 1, 0, 1, false, false
                    FROM generate_series(1, {people}) n;
                 INSERT INTO once (inbox, name, value) SELECT -n, 'order', '7' FROM generate_series(1, {people}) n;
                 ANALYZE users, aliases, chats, conversations, conversation_state, inbox, outbox, sent, dedupe, payloads, once;",
                self.name
            ))
            .await
            .unwrap();
    }

    /// Does something in the database, wherever.
    pub(crate) async fn execute(&self, sql: &str) {
        self.admin().await.batch_execute(sql).await.unwrap();
    }
}
