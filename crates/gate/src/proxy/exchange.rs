//! One request and its answer: sends the request on, waits for the answer, passes it back. Both directions run at
//! once, in one task, for an upstream may answer before it has read everything.

use std::future::poll_fn;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::net::TcpStream;

use super::answer::Answer;
use super::buffer::Buffer;
use super::deadline::Deadline;
use super::fields::{self, Field};
use super::framing::Framing;
use super::judge::{Passage, is_still_allowed};
use super::relay::{Cut, Relay, Trailers};
use super::stream::{Stream, Unreached};
use super::tunnel;
use super::worker::Worker;
use crate::problem::Problem;
use crate::upstream::Origin;

/// How often a call that takes long is asked again whether it is still allowed.
const RECHECK: Duration = Duration::from_secs(1);

/// The status under which a call is counted whose client left before there was an answer, as nginx has it.
pub(crate) const LEFT: u16 = 499;

/// How many answers before the answer an upstream may give.
const INTERIM: u8 = 16;

/// The client's side of an exchange: what its connection lends.
pub(crate) struct Client<'a> {
    pub(crate) worker: &'a Worker,
    pub(crate) socket: &'a mut TcpStream,
    pub(crate) inbox: &'a mut Buffer,
    pub(crate) fields: &'a mut Vec<Field>,
    pub(crate) deadline: &'a mut Deadline,
    /// The request on its way to the upstream; its head is made.
    pub(crate) up: &'a mut Relay,
    /// The answer on its way to the client.
    pub(crate) down: &'a mut Relay,
    /// The answer's status; [`LEFT`] until its head is there.
    pub(crate) status: u16,
}

impl Client<'_> {
    /// Counts the call for its application, as it is at this moment.
    fn count(&self, passage: &Passage) {
        self.worker.count(&passage.call, self.status, self.up.carried(), self.down.written());
    }
}

/// How an exchange ended, for the client's connection.
#[derive(Debug)]
pub(crate) enum End {
    /// The next request may come.
    Keep,
    /// The answer is complete, and the last.
    Close,
    /// Something broke half-way: the connection must end so that the client sees it.
    Abort,
    /// Nothing was sent to the client yet.
    Problem(Problem),
}

/// What happened while waiting for the answer's head.
enum Event {
    /// It is there and takes so many bytes.
    Head(usize),
    /// The connection was dead before it could be used.
    Stale,
    End(End),
}

/// The upstream's side.
struct Upstream {
    stream: Stream,
    /// What has come from it.
    inbox: Buffer,
    /// Whether it was used before.
    reused: bool,
    /// Whether it still takes the request.
    takes: bool,
}

/// Runs a whole exchange and counts it, unless it ends with a problem that is still to be told.
pub(crate) async fn run(client: &mut Client<'_>, passage: &Passage) -> End {
    let end = exchange(client, passage).await;
    // An upgrade was counted when it was agreed upon: what follows may last for days.
    if !matches!(end, End::Problem(_)) && client.status != 101 {
        client.count(passage);
    }
    end
}

async fn exchange(client: &mut Client<'_>, passage: &Passage) -> End {
    let service = &passage.target.service;
    let Some(origin) = service.upstream.as_ref().map(|it| &it.origin) else {
        return End::Problem(Problem::Unreachable);
    };
    client.up.expect(passage.shape.framing, Trailers::Drop);
    client.down.clear();
    let mut fresh = false;
    loop {
        let mut upstream = match connect(client.worker, origin, service.connect_timeout, fresh).await {
            Ok(upstream) => upstream,
            Err(problem) => return End::Problem(problem),
        };
        let end = talk(client, &mut upstream, passage).await;
        client.worker.buffers.take_back(upstream.inbox);
        if let Ok((end, again)) = end {
            if again {
                client.worker.pool.keep(origin, upstream.stream);
            }
            return end;
        }
        fresh = true;
        client.up.rewind();
    }
}

/// The request was never heard, and may be sent again.
struct Retry;

async fn connect(
    worker: &Worker,
    origin: &Origin,
    patience: Duration,
    fresh: bool,
) -> Result<Upstream, Problem> {
    let waiting = if fresh { None } else { worker.pool.take(origin) };
    let reused = waiting.is_some();
    let stream = match waiting {
        Some(stream) => stream,
        None => Stream::dial(origin, patience).await.map_err(|unreached| match unreached {
            Unreached::Late => {
                worker.warn(origin, "no connection in time");
                Problem::Late
            }
            Unreached::Refused(error) => {
                worker.warn(origin, &error.to_string());
                Problem::Unreachable
            }
        })?,
    };
    Ok(Upstream { stream, inbox: worker.buffers.lend(), reused, takes: true })
}

/// From the request's first byte to the answer's last. Says also whether the upstream's connection can be used again.
async fn talk(
    client: &mut Client<'_>,
    upstream: &mut Upstream,
    passage: &Passage,
) -> Result<(End, bool), Retry> {
    let mut interims = 0;
    let answer = loop {
        let end = match await_head(client, upstream, passage).await {
            Event::Head(end) => end,
            Event::Stale => return Err(Retry),
            Event::End(end) => return Ok((end, false)),
        };
        let head = &upstream.inbox.data()[..end];
        let Ok(answer) = Answer::read(head, client.fields, passage.shape) else {
            client.worker.warn_answer(passage);
            return Ok((End::Problem(Problem::BadAnswer), false));
        };
        let interim = answer.status < 200 && answer.status != 101;
        interims += u8::from(interim);
        if answer.status == 101 && !passage.shape.websocket || interims > INTERIM {
            client.worker.warn_answer(passage);
            return Ok((End::Problem(Problem::BadAnswer), false));
        }
        let last = is_last(client, &answer, passage);
        // HTTP/1.0 knows no answers before the answer.
        if !(interim && passage.shape.old) {
            answer.write(client.down.made(), head, client.fields, passage.shape, last && !interim);
        }
        upstream.inbox.consume(end);
        if !interim {
            break (answer, last);
        }
    };
    let (answer, last) = answer;
    if (200..300).contains(&answer.status)
        && let Some(caller) = &passage.caller
    {
        client.worker.served(caller);
    }
    client.status = answer.status;
    if answer.status == 101 {
        client.count(passage);
        return Ok((tunnel(client, upstream, passage).await, false));
    }
    let trailers = if passage.shape.old { Trailers::Unknown } else { Trailers::Pass };
    client.down.expect(answer.framing, trailers);
    let end = pass_back(client, upstream, passage).await;
    let whole = matches!(end, End::Keep) && client.up.is_done();
    let again = whole && answer.keep_alive && upstream.inbox.is_empty();
    Ok((if last || !whole && matches!(end, End::Keep) { close(end) } else { end }, again))
}

fn close(end: End) -> End {
    if matches!(end, End::Keep) { End::Close } else { end }
}

/// Whether the client's connection ends with this answer.
fn is_last(client: &Client<'_>, answer: &Answer, passage: &Passage) -> bool {
    let unknown_end =
        answer.framing == Framing::Close || answer.framing == Framing::Chunked && passage.shape.old;
    !passage.shape.keep_alive || unknown_end || !client.up.is_done() || client.worker.is_draining()
}

async fn await_head(client: &mut Client<'_>, upstream: &mut Upstream, passage: &Passage) -> Event {
    let patience = passage.target.service.response_timeout;
    client.deadline.arm(patience);
    let (mut seen, mut moved) = (0, 0);
    poll_fn(|cx| {
        if let Poll::Ready(end) = poll_client(cx, client, upstream) {
            return Poll::Ready(Event::End(end));
        }
        loop {
            match fields::end(upstream.inbox.data(), &mut seen) {
                Ok(Some(end)) => return Poll::Ready(Event::Head(end)),
                Ok(None) if !upstream.inbox.is_full() => {}
                _ => {
                    client.worker.warn_answer(passage);
                    return Poll::Ready(Event::End(End::Problem(Problem::BadAnswer)));
                }
            }
            match upstream.inbox.poll_fill(cx, &mut upstream.stream) {
                Poll::Ready(Ok(1..)) => {}
                Poll::Ready(_) => return Poll::Ready(gone(upstream, passage)),
                Poll::Pending => break,
            }
        }
        if client.up.moved() > moved {
            moved = client.up.moved();
            client.deadline.arm(patience);
        }
        client.deadline.poll(cx).map(|()| Event::End(late(client, upstream)))
    })
    .await
}

/// The upstream closed the connection instead of answering.
fn gone(upstream: &Upstream, passage: &Passage) -> Event {
    if upstream.inbox.is_empty() && upstream.reused && passage.shape.repeatable {
        return Event::Stale;
    }
    let problem = if upstream.inbox.is_empty() { Problem::Unreachable } else { Problem::BadAnswer };
    Event::End(End::Problem(problem))
}

/// Nothing has moved for too long. If it is the client that does not send, it gets no answer.
fn late(client: &Client<'_>, upstream: &Upstream) -> End {
    if upstream.takes && !client.up.is_done() && client.up.is_written() {
        End::Abort
    } else {
        End::Problem(Problem::Late)
    }
}

/// Moves the request on and interim answers back; ready only when the client is gone or talks nonsense.
fn poll_client(cx: &mut Context<'_>, client: &mut Client<'_>, upstream: &mut Upstream) -> Poll<End> {
    if upstream.takes && !client.up.is_done() {
        match client.up.poll(cx, client.socket, client.inbox, &mut upstream.stream) {
            Poll::Ready(Err(Cut::Sender)) => return Poll::Ready(End::Abort),
            Poll::Ready(Err(Cut::Framing)) => return Poll::Ready(End::Problem(Problem::BadFraming)),
            // It may have answered already, or be about to.
            Poll::Ready(Err(Cut::Receiver)) => upstream.takes = false,
            Poll::Ready(Ok(())) | Poll::Pending => {}
        }
    }
    if (client.up.is_done() || !upstream.takes) && !client.inbox.is_full() {
        // A client that has gone needs no answer; what it sends early is its next request.
        if let Poll::Ready(Ok(0) | Err(_)) = client.inbox.poll_fill(cx, client.socket) {
            return Poll::Ready(End::Abort);
        }
    }
    if !client.down.is_written() {
        let mut nothing = Buffer::default();
        if let Poll::Ready(Err(_)) = client.down.poll(cx, &mut upstream.stream, &mut nothing, client.socket) {
            return Poll::Ready(End::Abort);
        }
    }
    Poll::Pending
}

/// Passes the answer's body back, while the rest of the request may still go on.
async fn pass_back(client: &mut Client<'_>, upstream: &mut Upstream, passage: &Passage) -> End {
    let patience = passage.target.service.response_timeout.max(client.worker.settings.idle_timeout);
    let (mut armed, mut moved, mut still) = (false, 0, Duration::ZERO);
    poll_fn(|cx| {
        match client.down.poll(cx, &mut upstream.stream, &mut upstream.inbox, client.socket) {
            Poll::Ready(Ok(())) => return Poll::Ready(End::Keep),
            Poll::Ready(Err(_)) => return Poll::Ready(End::Abort),
            Poll::Pending => {}
        }
        if let Poll::Ready(end) = poll_rest(cx, client, upstream) {
            return Poll::Ready(end);
        }
        loop {
            if !std::mem::replace(&mut armed, true) {
                client.deadline.arm(RECHECK);
            }
            if client.deadline.poll(cx).is_pending() {
                return Poll::Pending;
            }
            armed = false;
            let now = client.up.moved() + client.down.moved();
            still = if now == moved { still + RECHECK } else { Duration::ZERO };
            moved = now;
            if still >= patience || !is_still_allowed(&client.worker.gate, passage) {
                return Poll::Ready(End::Abort);
            }
        }
    })
    .await
}

/// Like [`poll_client`], while the answer's body is on its way.
fn poll_rest(cx: &mut Context<'_>, client: &mut Client<'_>, upstream: &mut Upstream) -> Poll<End> {
    if upstream.takes && !client.up.is_done() {
        if let Poll::Ready(Err(cut)) = client.up.poll(cx, client.socket, client.inbox, &mut upstream.stream) {
            upstream.takes = false;
            if cut != Cut::Receiver {
                return Poll::Ready(End::Abort);
            }
        }
    } else if !client.inbox.is_full()
        && let Poll::Ready(Ok(0) | Err(_)) = client.inbox.poll_fill(cx, client.socket)
    {
        return Poll::Ready(End::Abort);
    }
    Poll::Pending
}

/// Both sides speak WebSocket from here on; the gateway only carries.
async fn tunnel(client: &mut Client<'_>, upstream: &mut Upstream, passage: &Passage) -> End {
    client.up.clear();
    client.up.expect(Framing::Close, Trailers::Drop);
    client.down.expect(Framing::Close, Trailers::Pass);
    let mut tunnel = tunnel::Tunnel {
        client: (client.socket, client.inbox, client.up),
        upstream: (&mut upstream.stream, &mut upstream.inbox, client.down),
    };
    let (worker, deadline) = (client.worker, &mut *client.deadline);
    tunnel.run(deadline, || is_still_allowed(&worker.gate, passage) && !worker.is_draining()).await;
    End::Abort
}
