//! What a conversation has to do next.

/// When `rest.conversation`, which nobody handles, has something to do: `rest.now` if something is due, NULL for never.
///
/// Most often there is nothing, or the first event is due and no other row is looked at. Of events and timers apart, so
/// that each is found in its index.
macro_rules! next_wake {
    () => {
        "(SELECT greatest(due, rest.now) FROM (SELECT coalesce(
             (SELECT due_at FROM inbox i WHERE i.conversation = rest.conversation AND timer IS NULL
                 AND (due_at <= rest.now OR album IS NOT NULL) ORDER BY sort, id LIMIT 1),
             least((SELECT min(due_at) FROM inbox i WHERE i.conversation = rest.conversation AND timer IS NULL),
                 (SELECT min(due_at) FROM inbox i WHERE i.conversation = rest.conversation AND timer IS NOT NULL)))
             AS due) next_due WHERE due IS NOT NULL)"
    };
}
pub(super) use next_wake;

/// Events go before timers, however long those have been due.
pub(super) const FIRST: &str = "SELECT asked.number,
        EXISTS (SELECT 1 FROM conversations c JOIN outbox o ON o.chat = c.chat WHERE c.id = asked.conversation OFFSET $3),
        next.id, next.token, next.event, next.sender, next.due_at
     FROM unnest($1::bigint[], $2::bigint[]) WITH ORDINALITY asked (conversation, now, number)
     LEFT JOIN LATERAL (
        (SELECT 0 AS rank, id, token, event, sender, due_at FROM inbox
         WHERE conversation = asked.conversation AND timer IS NULL AND (due_at <= asked.now OR album IS NOT NULL)
         ORDER BY sort, id LIMIT 1)
        UNION ALL
        (SELECT 1, id, token, event, sender, due_at FROM inbox
         WHERE conversation = asked.conversation AND timer IS NOT NULL AND due_at <= asked.now
         ORDER BY due_at, id LIMIT 1)
        ORDER BY rank LIMIT 1
     ) next ON true";
