//! A dry run tells what would be copied, and changes nothing.

use tertulia_store::{Store, copy::plan};

use super::{
    place::{File, copied},
    seed::busy,
    server::Schema,
};

#[tokio::test]
async fn a_dry_run_counts_and_makes_nothing() {
    let Some(schema) = Schema::new().await else { return };
    let (file, other) = (File::new(), File::new());
    let store = file.store();
    busy(&store).await;
    store.close().await.unwrap();
    drop(store);
    let before = file.rows();
    for target in [schema.location(), other.location()] {
        let planned = plan(&file.location(), &target).await.unwrap();
        assert_eq!(planned.there, 0);
        assert!(planned.tables.contains(&("once", 1)));
        let again = plan(&file.location(), &target).await.unwrap();
        assert_eq!(again.tables, planned.tables);
    }
    assert!(!other.path().exists() && !schema.is_there().await, "nothing was made");
    assert_eq!(file.rows(), before);
    let planned = plan(&file.location(), &schema.location()).await.unwrap();
    let copied = copied(&file.location(), &schema.location()).await.unwrap();
    let copied: Vec<_> = copied.tables.iter().map(|table| (table.table, table.rows)).collect();
    assert_eq!(planned.tables, copied);
}
