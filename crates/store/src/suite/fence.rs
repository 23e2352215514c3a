//! Who no longer holds a conversation changes nothing in it.

use super::{Database, fixture::*};
use crate::{Conclusion, Finished};

/// A finish with the fence of an earlier claim is refused, and nothing of it is kept.
pub async fn a_finish_after_another_claim_is_refused(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    let early = take(store, text(account, "ana", 1)).await;
    let later = Conclusion::Later { at: at(2), error: "no answer".into() };
    finish(store, end(&early, later)).await;
    let late = claim_one(store, at(2)).await;
    assert!(late.fence > early.fence);
    let refused = [
        done(&early, &["wrong"]),
        end(&early, Conclusion::Dead { error: "wrong".into(), calls: calls(&["wrong"]) }),
        end(&early, Conclusion::Later { at: at(99), error: "wrong".into() }),
    ];
    assert_eq!(store.finish(refused.to_vec()).await.unwrap(), [Finished::Fenced; 3]);
    assert_eq!(depth(store).await, (1, 0, 0));
    assert!(!finish(store, done(&late, &["right"])).await);
    assert_eq!(endpoints(&store.load_outbox(account, 9).await.unwrap()), ["right"]);
}

/// A process that comes back after another took over is refused.
pub async fn a_finish_after_a_restart_is_refused(database: &dyn Database) {
    let store = database.open().await.unwrap();
    let page = account(&*store).await;
    let claim = take(&*store, text(page, "ana", 1)).await;
    drop(store);
    let store = &*database.open().await.unwrap();
    assert_eq!(store.finish(vec![done(&claim, &["wrong"])]).await.unwrap(), [Finished::Fenced]);
    assert_eq!(depth(store).await, (1, 0, 0));
}

/// The second finish of a turn is refused, also inside one batch.
pub async fn a_turn_is_finished_once(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    let claim = take(store, text(account, "ana", 1)).await;
    let twice = vec![done(&claim, &["one"]), done(&claim, &["two"])];
    let answers = store.finish(twice).await.unwrap();
    assert_eq!(answers, [Finished::Kept { more: false }, Finished::Fenced]);
    assert_eq!(store.finish(vec![done(&claim, &["three"])]).await.unwrap(), [Finished::Fenced]);
    assert_eq!(endpoints(&store.load_outbox(account, 9).await.unwrap()), ["one"]);

    let claim = take(store, text(account, "ana", 2)).await;
    let later = Conclusion::Later { at: at(60), error: "no answer".into() };
    finish(store, end(&claim, later)).await;
    assert_eq!(store.finish(vec![done(&claim, &["four"])]).await.unwrap(), [Finished::Fenced]);
    assert_eq!(depth(store).await, (1, 1, 0), "a turn put off is over, although its event waits");
}
