//! What a process has used, as Linux tells it.

use std::{fs, io, time::Duration};

/// The kernel counts CPU time for user space in ticks of this length, whatever its own are
/// (<https://man7.org/linux/man-pages/man7/time.7.html>, `USER_HZ`).
const TICK: Duration = Duration::from_millis(10);

/// What a process has used since it began.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct Usage {
    /// CPU time of all its threads, in user space and in the kernel.
    pub(crate) cpu: Duration,
    /// The most memory it ever had at once, in bytes.
    pub(crate) peak_rss: u64,
}

impl Usage {
    /// Both together.
    pub(crate) fn and(self, other: Self) -> Self {
        Self { cpu: self.cpu + other.cpu, peak_rss: self.peak_rss + other.peak_rss }
    }

    /// Asks the kernel about a process.
    pub(crate) fn of(process: u32) -> io::Result<Self> {
        let stat = fs::read_to_string(format!("/proc/{process}/stat"))?;
        let status = fs::read_to_string(format!("/proc/{process}/status"))?;
        Self::parse(&stat, &status)
            .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "/proc is not as proc(5) describes it"))
    }

    fn parse(stat: &str, status: &str) -> Option<Self> {
        // The name of the program is the second field, in parentheses, and may hold anything.
        let mut fields = stat.rsplit_once(')')?.1.split_ascii_whitespace().skip(11);
        let (user, system): (u32, u32) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
        let kibibytes: u64 = peak.trim().strip_suffix("kB")?.trim().parse().ok()?;
        Some(Self { cpu: TICK * user.checked_add(system)?, peak_rss: kibibytes << 10 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STATUS: &str = "Name:\tbench_bot\nVmPeak:\t  300000 kB\nVmHWM:\t   20480 kB\nVmRSS:\t   10240 kB\n";

    #[test]
    fn time_and_memory_are_found() {
        let stat =
            "4711 (bench_bot) S 1 4711 4711 0 -1 4194304 5000 0 3 0 250 125 7 9 20 0 4 0 99 3000 200 18";
        let expected = Usage { cpu: Duration::from_millis(3750), peak_rss: 20 << 20 };
        assert_eq!(Usage::parse(stat, STATUS), Some(expected));
    }

    #[test]
    fn a_program_may_be_called_anything() {
        let stat = "1 (a) S (b 2) R 1 2 3 4 5 6 7 8 9 10 100 50 0 0 20";
        assert_eq!(Usage::parse(stat, STATUS).unwrap().cpu, Duration::from_millis(1500));
    }

    #[test]
    fn what_is_missing_is_no_zero() {
        let stat = "1 (a) R 1 2 3 4 5 6 7 8 9 10 100 50";
        assert!(Usage::parse(stat, STATUS).is_some());
        assert_eq!(Usage::parse("1 (a) R 1 2 3 4 5 6 7 8 9 10 100", STATUS), None);
        assert_eq!(Usage::parse("", STATUS), None);
        assert_eq!(Usage::parse(stat, "VmRSS:\t 1 kB\n"), None);
        assert_eq!(Usage::parse(stat, "VmHWM:\t 1 MB\n"), None);
    }

    #[test]
    fn this_process_has_used_something() {
        let usage = Usage::of(std::process::id()).unwrap();
        assert!(usage.peak_rss > 100 << 10, "{usage:?}");
    }
}
