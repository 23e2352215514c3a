//! Telling whoever started the process that it is ready, and that it ends: systemd, where its unit says `Type=notify`.

/// Webhooks are taken from now on.
pub(crate) fn ready() {
    tell("READY=1");
}

/// The process ends as soon as what it has begun is done.
pub(crate) fn stopping() {
    tell("STOPPING=1");
}

/// As <https://www.freedesktop.org/software/systemd/man/latest/sd_notify.html> has it: a datagram to the socket that the
/// environment names. Nobody asked for it if there is none.
#[cfg(target_os = "linux")]
fn tell(state: &str) {
    if let Some(socket) = std::env::var_os("NOTIFY_SOCKET")
        && let Err(error) = send(&socket, state)
    {
        tracing::warn!(%error, state, "the supervisor of this process could not be told");
    }
}

#[cfg(not(target_os = "linux"))]
fn tell(_: &str) {}

#[cfg(target_os = "linux")]
fn send(socket: &std::ffi::OsStr, state: &str) -> std::io::Result<()> {
    use std::os::{
        linux::net::SocketAddrExt as _,
        unix::{
            ffi::OsStrExt as _,
            net::{SocketAddr, UnixDatagram},
        },
    };

    let addr = match socket.as_bytes() {
        [b'@', name @ ..] => SocketAddr::from_abstract_name(name)?,
        _ => SocketAddr::from_pathname(socket)?,
    };
    let datagram = UnixDatagram::unbound()?;
    datagram.set_nonblocking(true)?;
    datagram.send_to_addr(state.as_bytes(), &addr)?;
    Ok(())
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::os::{
        linux::net::SocketAddrExt as _,
        unix::net::{SocketAddr, UnixDatagram},
    };

    use super::send;

    #[test]
    fn a_socket_is_a_file_or_a_name() {
        let hears = |listener: &UnixDatagram| {
            let mut buffer = [0; 64];
            let length = listener.recv(&mut buffer).unwrap();
            String::from_utf8(buffer[..length].to_vec()).unwrap()
        };
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notify");
        let listener = UnixDatagram::bind(&path).unwrap();
        send(path.as_os_str(), "READY=1").unwrap();
        assert_eq!(hears(&listener), "READY=1");
        let name = format!("tertulia-test-{}", std::process::id());
        let abstract_one = SocketAddr::from_abstract_name(&name).unwrap();
        let listener = UnixDatagram::bind_addr(&abstract_one).unwrap();
        send(format!("@{name}").as_ref(), "STOPPING=1").unwrap();
        assert_eq!(hears(&listener), "STOPPING=1");
        send(folder.path().join("nobody").as_os_str(), "READY=1").unwrap_err();
    }
}
