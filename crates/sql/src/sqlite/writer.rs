//! The one writer. Writers take turns on one connection; turns that follow each other closely form a group, whose
//! changes are made durable by one commit, because a commit costs a wait for the disk. Each turn is a savepoint,
//! so one that fails or is abandoned leaves nothing and takes nobody with it.
//!
//! A task of its own holds the connection and the group's state. A transaction only holds the end of a channel:
//! whatever is cancelled or dropped, the task notices, undoes that turn, and goes on to the group's commit.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Connection, SqlStr};
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, timeout};

use super::{ask, script};
use crate::tx::Answer;
use crate::{Args, Failure, Result};

/// How many turns may share a commit.
const GROUP: usize = 64;

/// How old a group may be when it takes in another turn.
const AGE: Duration = Duration::from_millis(5);

/// How long to wait for a turn.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long a turn may pass without a statement: all others wait for it.
const IDLE: Duration = Duration::from_secs(5);

/// How many may wait in line before the line itself is waited for.
const LINE: usize = 1024;

/// The way to the writer.
#[derive(Clone)]
pub(crate) struct Writer(mpsc::Sender<Request>);

/// A turn: the way to the writer's connection while it lasts. Dropped, it is undone.
pub(crate) struct Turn(mpsc::Sender<Order>);

enum Request {
    Turn(oneshot::Sender<Result<Turn>>),
    Close(oneshot::Sender<()>),
}

enum Order {
    Ask(SqlStr, Args, oneshot::Sender<Result<Answer>>),
    Script(&'static str, oneshot::Sender<Result<()>>),
    Commit(oneshot::Sender<Result<()>>),
}

impl Writer {
    /// Starts the task that writes.
    pub(crate) fn start(
        options: SqliteConnectOptions,
        first: SqliteConnection,
        commits: Arc<AtomicU64>,
    ) -> Self {
        let (line, requests) = mpsc::channel(LINE);
        let work = Work { options, connection: Some(first), requests, commits };
        #[expect(clippy::disallowed_methods, reason = "part of the connection, like a driver's own threads")]
        tokio::spawn(work.run());
        Self(line)
    }

    /// Waits for a turn.
    pub(crate) async fn turn(&self) -> Result<Turn> {
        let (ready, turn) = oneshot::channel();
        let wait = async {
            self.0.send(Request::Turn(ready)).await.map_err(|_| closed())?;
            turn.await.map_err(|_| closed())?
        };
        let late = |_| Failure::Unavailable("waited too long for a turn to write".to_owned());
        timeout(PATIENCE, wait).await.map_err(late)?
    }

    /// Ends the connection after the group that is at work.
    pub(crate) async fn close(&self) {
        let (done, ended) = oneshot::channel();
        if self.0.send(Request::Close(done)).await.is_ok() {
            let _ = ended.await;
        }
    }
}

impl Turn {
    /// Runs one statement. If it fails, the turn is over.
    pub(crate) async fn ask(&self, text: SqlStr, args: Args) -> Result<Answer> {
        let (reply, answer) = oneshot::channel();
        self.order(Order::Ask(text, args, reply)).await?;
        answer.await.map_err(|_| taken_back())?
    }

    /// Runs several statements without parameters. If one fails, the turn is over.
    pub(crate) async fn script(&self, text: &'static str) -> Result<()> {
        let (reply, answer) = oneshot::channel();
        self.order(Order::Script(text, reply)).await?;
        answer.await.map_err(|_| taken_back())?
    }

    /// Ends the turn, and returns when the group's changes are durable.
    pub(crate) async fn commit(self) -> Result<()> {
        let (reply, answer) = oneshot::channel();
        self.order(Order::Commit(reply)).await?;
        answer.await.map_err(|_| taken_back())?
    }

    async fn order(&self, order: Order) -> Result<()> {
        self.0.send(order).await.map_err(|_| taken_back())
    }
}

fn closed() -> Failure {
    Failure::Unavailable("the database is closed".to_owned())
}

fn taken_back() -> Failure {
    Failure::Unavailable(
        "the transaction idled for too long and was undone, or the writer has ended".to_owned(),
    )
}

/// The task that writes.
struct Work {
    options: SqliteConnectOptions,
    /// Away after a failure that leaves its state in doubt; made anew for the next group.
    connection: Option<SqliteConnection>,
    requests: mpsc::Receiver<Request>,
    commits: Arc<AtomicU64>,
}

/// How a turn ended.
enum End {
    /// Its changes are part of the group's; the one who waits for the commit is to be told.
    Landed(oneshot::Sender<Result<()>>),
    /// What it did must be undone.
    Failed,
    /// It could not begin: the whole group is gone, for SQLite undoes everything after some failures.
    Lost(Failure),
}

impl Work {
    async fn run(mut self) {
        let mut next = self.requests.recv().await;
        while let Some(request) = next {
            next = match request {
                Request::Turn(ready) => self.group(ready).await,
                Request::Close(done) => {
                    self.leave().await;
                    let _ = done.send(());
                    return;
                }
            };
            if next.is_none() {
                next = self.requests.recv().await;
            }
        }
        self.leave().await;
    }

    /// Serves turns that follow each other closely and commits them together. Gives back a request that was
    /// taken from the line and is no turn.
    async fn group(&mut self, first: oneshot::Sender<Result<Turn>>) -> Option<Request> {
        if first.is_closed() {
            return None;
        }
        let mut connection = match self.connection().await {
            Ok(connection) => connection,
            Err(failure) => {
                let _ = first.send(Err(failure));
                return None;
            }
        };
        let began = Instant::now();
        let mut landed = Vec::new();
        let (mut ready, mut opening) = (first, "begin immediate; savepoint turn");
        let mut next = None;
        let mut members = 0;
        // The end of a turn and the beginning of the next, or the commit, go to the database as one.
        let closing = loop {
            members += 1;
            let closing;
            (opening, closing) = match serve(&mut connection, opening, ready).await {
                End::Landed(reply) => {
                    landed.push(reply);
                    ("release turn; savepoint turn", "commit")
                }
                End::Failed if landed.is_empty() => ("rollback to turn", "rollback"),
                End::Failed => ("rollback to turn", "rollback to turn; commit"),
                End::Lost(failure) => break Err(failure),
            };
            if members == GROUP || began.elapsed() > AGE {
                break Ok(closing);
            }
            match self.waiting() {
                Some(Request::Turn(following)) => ready = following,
                other => {
                    next = other;
                    break Ok(closing);
                }
            }
        };
        let outcome = match closing {
            Ok(closing) => {
                self.commits.fetch_add(u64::from(!landed.is_empty()), Relaxed);
                script(&mut connection, closing).await
            }
            Err(failure) => Err(failure),
        };
        self.keep(connection, outcome.is_ok()).await;
        tell(landed, outcome);
        next
    }

    /// The first in line, if anybody is there and still wants it.
    fn waiting(&mut self) -> Option<Request> {
        loop {
            match self.requests.try_recv().ok()? {
                Request::Turn(ready) if ready.is_closed() => {}
                request => return Some(request),
            }
        }
    }

    /// The connection, or a new one if the last was given up.
    async fn connection(&mut self) -> Result<SqliteConnection> {
        match self.connection.take() {
            Some(connection) => Ok(connection),
            None => self.options.connect().await.map_err(|it| unavailable(Failure::of(&it, "open"))),
        }
    }

    /// Keeps the connection for the next group, or gives it up when what it holds is in doubt.
    async fn keep(&mut self, mut connection: SqliteConnection, sound: bool) {
        if sound {
            self.connection = Some(connection);
            return;
        }
        // Fails when SQLite has already undone everything, which is as good.
        let _ = script(&mut connection, "rollback").await;
        let _ = connection.close().await;
    }

    async fn leave(&mut self) {
        if let Some(connection) = self.connection.take()
            && let Err(error) = connection.close().await
        {
            tracing::warn!(%error, "closing the database failed");
        }
    }
}

/// Serves one turn: statements, one after the other, until it commits, fails, idles or is dropped.
async fn serve(
    connection: &mut SqliteConnection,
    opening: &'static str,
    ready: oneshot::Sender<Result<Turn>>,
) -> End {
    if let Err(failure) = script(connection, opening).await.map_err(unavailable) {
        let _ = ready.send(Err(failure.clone()));
        return End::Lost(failure);
    }
    let (turn, mut orders) = mpsc::channel(1);
    let _ = ready.send(Ok(Turn(turn)));
    loop {
        let sound = match timeout(IDLE, orders.recv()).await {
            Ok(Some(Order::Ask(text, args, reply))) => pass_on(ask(connection, text, args).await, reply),
            Ok(Some(Order::Script(text, reply))) => pass_on(script(connection, text).await, reply),
            Ok(Some(Order::Commit(reply))) => return End::Landed(reply),
            Ok(None) | Err(_) => false,
        };
        if !sound {
            return End::Failed;
        }
    }
}

fn pass_on<T>(outcome: Result<T>, reply: oneshot::Sender<Result<T>>) -> bool {
    let sound = outcome.is_ok();
    let _ = reply.send(outcome);
    sound
}

/// Tells everybody in the group how the commit went.
fn tell(landed: Vec<oneshot::Sender<Result<()>>>, outcome: Result<()>) {
    let outcome = outcome.map_err(unavailable);
    for reply in landed {
        let _ = reply.send(outcome.clone());
    }
}

/// A group's failure is nobody's fault in particular, so whatever it was, each is told to try again.
fn unavailable(failure: Failure) -> Failure {
    match failure {
        Failure::Unavailable(said) => Failure::Unavailable(said),
        other => Failure::Unavailable(format!("the writer failed: {other}")),
    }
}
