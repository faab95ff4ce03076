//! A connection that has been upgraded: bytes both ways until both sides are done, nobody has said anything for an
//! hour, or the caller would now be refused.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::AsyncWrite;
use tokio::net::TcpStream;

use super::buffer::Buffer;
use super::deadline::Deadline;
use super::relay::Relay;
use super::stream::Stream;

const TICK: Duration = Duration::from_secs(1);
const SILENCE: Duration = Duration::from_hours(1);

/// Both ends, with what has come from each and what carries it away.
pub(crate) struct Tunnel<'a> {
    pub(crate) client: (&'a mut TcpStream, &'a mut Buffer, &'a mut Relay),
    pub(crate) upstream: (&'a mut Stream, &'a mut Buffer, &'a mut Relay),
}

impl Tunnel<'_> {
    /// Carries. `may_stay` is asked every second.
    pub(crate) async fn run(&mut self, deadline: &mut Deadline, may_stay: impl Fn() -> bool) {
        let (mut moved, mut silence) = (0, Duration::ZERO);
        let mut closed = [false; 2];
        deadline.arm(TICK);
        poll_fn(|cx| {
            let Self { client: (client, from_client, up), upstream: (upstream, from_upstream, down) } = self;
            if !closed[0] {
                match up.poll(cx, *client, from_client, *upstream) {
                    Poll::Ready(Ok(())) => closed[0] = shut(cx, *upstream),
                    Poll::Ready(Err(_)) => return Poll::Ready(()),
                    Poll::Pending => {}
                }
            }
            if !closed[1] {
                match down.poll(cx, *upstream, from_upstream, *client) {
                    Poll::Ready(Ok(())) => closed[1] = shut(cx, *client),
                    Poll::Ready(Err(_)) => return Poll::Ready(()),
                    Poll::Pending => {}
                }
            }
            if closed == [true; 2] {
                return Poll::Ready(());
            }
            while deadline.poll(cx).is_ready() {
                let now = up.moved() + down.moved();
                silence = if now == moved { silence + TICK } else { Duration::ZERO };
                moved = now;
                if silence >= SILENCE || !may_stay() {
                    return Poll::Ready(());
                }
                deadline.arm(TICK);
            }
            Poll::Pending
        })
        .await;
    }
}

/// Says that nothing more comes; whether that was said. A side that cannot be told is gone.
fn shut(cx: &mut Context<'_>, side: &mut (impl AsyncWrite + Unpin)) -> bool {
    Pin::new(side).poll_shutdown(cx).is_ready()
}
