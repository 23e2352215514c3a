//! Products, and addresses to bring them to: share-products, address-messages.

use crate::graph::{Checked, Field};

/// Over all sections.
const PRODUCTS: usize = 30;

pub(super) fn product(action: &Field<'_>) -> Checked {
    action.only(&["catalog_id", "product_retailer_id"])?;
    action.need("catalog_id")?.text(100)?;
    action.need("product_retailer_id")?.text(100)?;
    Ok(())
}

pub(super) fn products(action: &Field<'_>) -> Checked {
    action.only(&["catalog_id", "sections"])?;
    action.need("catalog_id")?.text(100)?;
    let sections = action.need("sections")?;
    let all = sections.list(1..=10)?;
    let mut count = 0;
    for section in &all {
        section.only(&["title", "product_items"])?;
        if all.len() > 1 || section.get("title").is_some() {
            section.need("title")?.text(24)?;
        }
        for product in section.need("product_items")?.list(1..=PRODUCTS)? {
            product.need("product_retailer_id")?.text(100)?;
            count += 1;
        }
    }
    if count > PRODUCTS {
        return Err(sections.wrong(format!("has {count} products, and must have at most {PRODUCTS}")));
    }
    Ok(())
}

pub(super) fn catalog(action: &Field<'_>) -> Checked {
    action.need("name")?.one_of(&["catalog_message"])?;
    action.need("parameters")?.need("thumbnail_product_retailer_id")?.text(100)?;
    Ok(())
}

pub(super) fn address(action: &Field<'_>) -> Checked {
    action.need("name")?.one_of(&["address_message"])?;
    action.need("parameters")?.need("country")?.text(2)?;
    Ok(())
}
