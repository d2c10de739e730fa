//! Lines in from stdin, lines out to stdout. Both are blocking files, so each has a thread of its own.

use std::{
    io::{self, BufRead, Read, Write},
    sync::mpsc as blocking,
    thread,
    time::{Duration, Instant},
};

use rustix::event::{PollFd, PollFlags, poll};
use serde::Serialize;
use tokio::sync::{mpsc, oneshot};

const LONGEST_LINE: usize = 1024 * 1024;
const REQUESTS_READ_AHEAD: usize = 64;

/// A line from stdin that is longer than the protocol allows.
#[derive(Debug)]
pub struct TooLong;

pub type Line = Result<Vec<u8>, TooLong>;

/// The lines of stdin. Ends with stdin.
pub fn lines() -> mpsc::Receiver<Line> {
    let (sender, receiver) = mpsc::channel(REQUESTS_READ_AHEAD);
    thread::spawn(move || {
        let mut input = io::stdin().lock();
        while let Ok(Some(line)) = read_line(&mut input) {
            if sender.blocking_send(line).is_err() {
                break;
            }
        }
    });
    receiver
}

fn read_line(input: &mut impl BufRead) -> io::Result<Option<Line>> {
    let mut line = Vec::new();
    input
        .take(LONGEST_LINE as u64)
        .read_until(b'\n', &mut line)?;
    match line.last() {
        None => Ok(None),
        Some(end) if *end != b'\n' && line.len() == LONGEST_LINE => {
            input.skip_until(b'\n')?;
            Ok(Some(Err(TooLong)))
        }
        Some(_) => Ok(Some(Ok(line))),
    }
}

/// Writes whole lines to stdout, in the order in which they were sent.
#[derive(Debug, Clone)]
pub struct Output {
    messages: blocking::Sender<Message>,
    started: Instant,
}

#[derive(Debug)]
enum Message {
    Line(String),
    Flush(blocking::SyncSender<()>),
}

impl Output {
    pub fn start() -> Self {
        let (messages, receiver) = blocking::channel();
        thread::spawn(move || write_lines(&receiver));
        Self {
            messages,
            started: Instant::now(),
        }
    }

    pub fn send(&self, line: &impl Serialize) {
        let line = serde_json::to_string(line).expect("messages are plain data");
        // Without a writer stdout is closed and the program about to end.
        let _ = self.messages.send(Message::Line(line));
    }

    /// Milliseconds on the program's own monotonic clock.
    pub fn now(&self) -> f64 {
        self.started.elapsed().as_secs_f64() * 1000.0
    }

    /// Waits until everything sent so far is written, as long as that takes no longer than `limit`.
    pub fn flush(&self, limit: Duration) {
        let (done, written) = blocking::sync_channel(1);
        if self.messages.send(Message::Flush(done)).is_ok() {
            let _ = written.recv_timeout(limit);
        }
    }
}

fn write_lines(messages: &blocking::Receiver<Message>) -> io::Result<()> {
    let mut output = io::BufWriter::new(io::stdout().lock());
    while let Ok(first) = messages.recv() {
        for message in std::iter::once(first).chain(messages.try_iter()) {
            match message {
                Message::Line(line) => writeln!(output, "{line}")?,
                Message::Flush(done) => {
                    output.flush()?;
                    let _ = done.send(());
                }
            }
        }
        output.flush()?;
    }
    Ok(())
}

/// Resolves when nobody can read stdout any more, also while there is nothing to write.
pub async fn output_closed() {
    let (sender, closed) = oneshot::channel();
    thread::spawn(move || {
        let stdout = io::stdout();
        // No flag is asked for: errors and hang-ups are always reported.
        let mut files = [PollFd::new(&stdout, PollFlags::empty())];
        while poll(&mut files, None) == Err(rustix::io::Errno::INTR) {}
        let _ = sender.send(());
    });
    let _ = closed.await;
}
