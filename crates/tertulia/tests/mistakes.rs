//! x
#[test]
fn m() {
    let t = trybuild::TestCases::new();
    t.compile_fail("tests/mistakes/*.rs");
}
