use super::*;

/// Whether there is TLS, or what is wrong.
fn tls(url: &str) -> Result<bool, String> {
    Server::of(url).map(|server| server.tls.is_some()).map_err(|error| error.to_string())
}

#[test]
fn whoever_is_far_away_proves_who_they_are() {
    assert_eq!(tls("postgres://ana@db.example/bot"), Ok(true));
    assert_eq!(tls("postgres://ana@db.example/bot?sslmode=verify-full"), Ok(true));
    assert_eq!(tls("postgres://ana@db.example/bot?sslmode=disable&application_name=bot"), Ok(false));
    for near in ["localhost", "127.0.0.1", "[::1]", "%2Frun%2Fpostgresql"] {
        assert_eq!(tls(&format!("postgres://ana@{near}/bot")), Ok(false), "{near}");
        assert_eq!(tls(&format!("postgres://ana@{near}/bot?sslmode=require")), Ok(true), "{near}");
    }
}

#[test]
fn what_would_protect_from_nobody_is_refused() {
    for mode in ["prefer", "allow", "verify-ca", "no"] {
        let error = tls(&format!("postgres://ana:secret@db.example/bot?sslmode={mode}")).unwrap_err();
        assert!(error.contains("sslmode=require") || error.contains("`require`"), "{error}");
        assert!(!error.contains("secret"), "{error}");
    }
}

#[test]
fn a_url_that_cannot_be_read_tells_no_password() {
    for url in
        ["postgres://ana:secret@db.example:port/bot", "postgres://ana:secret@db.example/bot?what=secret"]
    {
        let error = tls(url).unwrap_err();
        assert!(!error.contains("secret"), "{error}");
    }
}

#[test]
fn certificates_to_trust_are_read_from_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ca.pem");
    fs::write(&path, "nothing").unwrap();
    for (path, why) in [(path.as_path(), "no certificate"), (Path::new("missing.pem"), "missing.pem")] {
        let error = tls(&format!("postgres://db.example/bot?sslrootcert={}", path.display())).unwrap_err();
        assert!(error.contains(why), "{error}");
    }
}
