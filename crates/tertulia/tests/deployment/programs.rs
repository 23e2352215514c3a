//! What the programs say of their files that read them, where they are installed.

use std::{fs, io::ErrorKind, path::Path, process::Command};

use crate::read;

/// How much of the machine a bot may be exposed to, in tenths, by the measure of `systemd-analyze security`: 100 is everything.
const EXPOSURE: &str = "--threshold=15";

#[test]
fn systemd_takes_the_unit_and_leaves_it_little() {
    let folder = tempfile::tempdir().unwrap();
    let unit = folder.path().join("tertulia.service");
    // The bot is not installed here.
    fs::write(&unit, read("deploy/tertulia.service").replace("/usr/local/bin/bot serve", "/bin/true"))
        .unwrap();
    let unit = unit.to_str().unwrap();
    succeeds(Command::new("systemd-analyze").args(["verify", unit]));
    succeeds(Command::new("systemd-analyze").args([
        "security",
        "--no-pager",
        "--offline=true",
        EXPOSURE,
        unit,
    ]));
}

#[test]
fn nginx_takes_its_configuration() {
    let folder = tempfile::tempdir().unwrap();
    let (certificate, key) = (folder.path().join("certificate.pem"), folder.path().join("key.pem"));
    let mut openssl = Command::new("openssl");
    openssl.args([
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "1",
    ]);
    openssl.args(["-subj", "/CN=bot.example.org", "-out", path(&certificate), "-keyout", path(&key)]);
    if !succeeds(&mut openssl) {
        return;
    }
    // As it is where the containers are: names lead somewhere, and the certificate is there.
    let configuration = read("deploy/nginx.conf")
        .replace("/tmp/", &format!("{}/", path(folder.path())))
        .replace("/run/secrets/tls_certificate", path(&certificate))
        .replace("/run/secrets/tls_key", path(&key))
        .replace("bot-1:", "127.0.0.1:")
        .replace("bot-2:", "127.0.0.2:");
    let file = folder.path().join("nginx.conf");
    fs::write(&file, configuration).unwrap();
    succeeds(Command::new("nginx").args([
        "-t",
        "-p",
        path(folder.path()),
        "-c",
        path(&file),
        "-e",
        "stderr",
    ]));
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Runs a program that has to be content. `false`, after telling so, if this machine does not have it.
fn succeeds(command: &mut Command) -> bool {
    match command.output() {
        Ok(output) => {
            let said = [output.stdout, output.stderr].concat();
            assert!(output.status.success(), "{command:?}\n{}", String::from_utf8_lossy(&said));
            true
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {
            eprintln!("skipped: there is no {}", command.get_program().display());
            false
        }
        Err(error) => panic!("{command:?}: {error}"),
    }
}
