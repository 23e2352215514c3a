//! What operators are given to deploy names only settings that there are.

use std::{fs, path::Path};

use super::super::keys::KEYS;

#[test]
fn every_setting_in_the_files_of_a_deployment_is_known() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../deploy");
    let known: Vec<String> = KEYS.iter().filter_map(|key| key.variable()).collect();
    let mut named = 0;
    for file in fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path()).filter(|path| path.is_file())
    {
        let text = fs::read_to_string(&file).unwrap();
        for variable in text.split(|sign: char| !sign.is_ascii_alphanumeric() && sign != '_') {
            if variable.starts_with("TERTULIA_") {
                assert!(known.iter().any(|known| known == variable), "{}: {variable}", file.display());
                named += 1;
            }
        }
    }
    assert!(named > 10, "the files of {} name settings", folder.display());
}
