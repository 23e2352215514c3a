//! A copy that is killed in the middle goes on.

use std::ops::ControlFlow;

use tertulia_store::{
    Store,
    copy::{CopyError, CopyStage, copy, plan},
};

use super::{
    place::{File, copied},
    seed::busy,
    server::Schema,
};

#[tokio::test]
async fn a_copy_that_is_killed_after_any_page_goes_on_behind_it() {
    let Some(schema) = Schema::new().await else { return };
    let (file, one_go, page_by_page) = (File::new(), File::new(), File::new());
    let store = file.store();
    busy(&store).await;
    store.close().await.unwrap();
    drop(store);
    let at_once = copied(&file.location(), &one_go.location()).await.unwrap();
    for target in [page_by_page.location(), schema.location()] {
        let (mut pages, mut last) = (0, 0);
        let ended = loop {
            let mut told = 0;
            // Nothing is done behind the page after which it is told: what is there is what a kill leaves.
            let ended = copy(&file.location(), &target, &mut |progress| {
                if progress.stage == CopyStage::Verifying {
                    return ControlFlow::Continue(());
                }
                told += 1;
                assert!(progress.rows > last && progress.rows <= progress.of, "{progress:?} behind {last}");
                last = progress.rows;
                ControlFlow::Break(())
            })
            .await;
            match ended {
                Err(CopyError::Stopped) => {
                    assert_eq!(told, 1);
                    pages += 1;
                    assert_eq!(plan(&file.location(), &target).await.unwrap().there, last);
                }
                ended => break ended.unwrap(),
            }
        };
        assert!(pages > 20, "{pages} pages, and more than one of some tables");
        assert_eq!(ended.tables, at_once.tables);
    }
    assert_eq!(page_by_page.rows(), one_go.rows());
}

#[tokio::test]
async fn a_copy_goes_on_only_with_the_same_source_as_it_was() {
    let Some(schema) = Schema::new().await else { return };
    let (file, other) = (File::new(), File::new());
    for source in [&file, &other] {
        let store = source.store();
        busy(&store).await;
        store.close().await.unwrap();
    }
    let stop = async || copy(&file.location(), &schema.location(), &mut |_| ControlFlow::Break(())).await;
    assert!(matches!(stop().await, Err(CopyError::Stopped)));
    let said = copied(&other.location(), &schema.location()).await.unwrap_err().to_string();
    assert!(said.contains("unfinished copy of sqlite://"), "{said}");
    file.store().close().await.unwrap();
    let said = copied(&file.location(), &schema.location()).await.unwrap_err().to_string();
    assert!(said.contains("a bot has run on the source since"), "{said}");
}
