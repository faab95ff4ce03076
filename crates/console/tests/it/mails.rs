//! The outbox's pages.

use axum::http::StatusCode;
use base::{MailId, Page, Right};
use console::mails::{self, Counts, Filter, State};
use frame::Call;
use frame::mail::Letter;
use sql::args;
use testkit::TestHouse;

use crate::pages::{admin_with, get, houses, post};

const LINK: &str = "http://acme.localhost:8080/confirm?token=s3cret&a=b";

async fn write(house: &TestHouse, to: &str, subject: &str) -> MailId {
    let portal = house.portal(to.split('@').next().unwrap()).await;
    let call = house.again(&house.admin());
    let letter = Letter {
        portal: Some(portal),
        kind: "developer-confirm",
        to: to.to_owned(),
        from_name: "Acme".to_owned(),
        subject: subject.to_owned(),
        text: format!("Open {LINK}\n"),
        html: format!(
            "<style>p {{ margin: 0 }}</style><p>Open <a href=\"{LINK}\">this</a><script>1</script></p>"
        ),
    };
    let mut tx = call.write().await.unwrap();
    let id = call.post(&mut tx, letter).await.unwrap();
    tx.commit().await.unwrap();
    house.wait(1);
    id
}

async fn fail(house: &TestHouse, id: MailId, problem: &str) {
    let sql = "update mails set state = 'failed', attempts = 27, settled_at = $2, problem = $3 where id = $1";
    house.run(sql, args![id, house.app().now(), problem]).await;
}

async fn subjects(call: &Call, state: Option<State>, text: &str) -> Vec<String> {
    let filter = Filter { state, text: text.to_owned() };
    let (mails, _) = mails::list(call, &filter, Page::first(50)).await.unwrap();
    mails.items.into_iter().map(|it| it.subject).collect()
}

#[tokio::test]
async fn mails_are_found_by_state_and_text_newest_first() {
    for house in houses().await {
        let admin = house.admin();
        write(&house, "ada@example.com", "One").await;
        let two = write(&house, "bob@example.com", "Two 100%").await;
        write(&house, "eve@example.com", "Three").await;
        fail(&house, two, "550 no").await;
        assert_eq!(subjects(&admin, None, "").await, ["Three", "Two 100%", "One"]);
        assert_eq!(subjects(&admin, Some(State::Failed), "").await, ["Two 100%"]);
        assert_eq!(subjects(&admin, Some(State::Waiting), " ADA@ ").await, ["One"]);
        assert_eq!(subjects(&admin, None, "0%").await, ["Two 100%"]);
        assert_eq!(subjects(&admin, None, "_").await, Vec::<String>::new());
        let (listed, counts) = mails::list(&admin, &Filter::default(), Page::new(2, 2)).await.unwrap();
        assert_eq!((listed.total, listed.items.len(), listed.pages()), (3, 1, 2));
        assert_eq!(counts, Counts { waiting: 2, sent: 0, failed: 1 });
    }
}

#[tokio::test]
async fn the_page_says_what_happened_and_that_links_are_live() {
    for house in houses().await {
        let admin = house.admin();
        let empty = get(&house, &admin, "/mails").await;
        assert!(empty.status == StatusCode::OK && empty.body.contains("No mails yet"), "{}", empty.body);

        let ada = write(&house, "ada@example.com", "Confirm <b>you</b>").await;
        let bob = write(&house, "bob@example.com", "Welcome").await;
        fail(&house, ada, "550 5.1.1 <nobody>").await;
        fail(&house, bob, "invalid_recipient").await;
        let page = get(&house, &admin, "/mails?state=failed&q=example").await;
        for said in [
            "Their links work",
            "Confirm &#60;b&#62;you",
            "550 5.1.1 &#60;nobody&#62;",
            "This cannot be an e-mail address",
            "Confirm the e-mail address",
            "Portal ada",
        ] {
            assert!(page.body.contains(said), "{said} is not on\n{}", page.body);
        }
        assert!(!page.body.contains("s3cret"), "the list shows no links");
        let nothing = get(&house, &admin, "/mails?q=nobody-of-that-name&page=7").await;
        assert!(nothing.body.contains("No such mail"));
        assert_eq!(get(&house, &admin, "/mails?state=odd").await.status, StatusCode::OK);

        let page = get(&house, &admin, &format!("/mails/{ada}")).await;
        assert!(
            page.body.contains("token=s3cret&#38;a=b") && page.body.contains("Try again"),
            "{}",
            page.body
        );
        assert!(!page.body.contains("<b>you") && !page.body.contains("<script>1"));
        for missing in
            ["/mails/nonsense", "/mails/01890a5d-ac96-774b-bcce-b302099a8057", "/mails/nonsense/html"]
        {
            assert_eq!(get(&house, &admin, missing).await.status, StatusCode::NOT_FOUND);
        }
    }
}

#[tokio::test]
async fn the_html_comes_with_a_policy_that_lets_nothing_run() {
    for house in houses().await {
        let id = write(&house, "ada@example.com", "Confirm").await;
        let page = get(&house, &house.admin(), &format!("/mails/{id}/html")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
        let policy = page.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'; style-src 'unsafe-inline'; img-src data:;"),
            "{policy}"
        );
        assert!(policy.ends_with("; sandbox") && !policy.contains("script-src"), "{policy}");
        assert_eq!(page.header("referrer-policy"), "no-referrer");
        assert!(page.body.starts_with("<style>"), "as it was written");
    }
}

#[tokio::test]
async fn a_failed_mail_is_tried_again_once_and_that_is_recorded() {
    for house in houses().await {
        let admin = house.admin();
        let id = write(&house, "ada@example.com", "Confirm").await;
        let waiting = post(&house, &admin, &format!("/mails/{id}/retry")).await;
        assert_eq!(waiting.status, StatusCode::CONFLICT);
        fail(&house, id, "550 no").await;
        let done = post(&house, &admin, &format!("/mails/{id}/retry")).await;
        assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, &*format!("/mails/{id}")));
        let mail = mails::view(&admin, id).await.unwrap();
        assert_eq!(
            (mail.state, mail.attempts, mail.problem, mail.settled_at),
            (State::Waiting, 0, None, None)
        );
        assert_eq!(mail.due_at, house.app().now());
        assert_eq!(house.events().await, ["mail.retried"]);
        assert_eq!(post(&house, &admin, &format!("/mails/{id}/retry")).await.status, StatusCode::CONFLICT);

        fail(&house, id, "550 no").await;
        house.run("update mails set body_text = '', body_html = '' where id = $1", args![id]).await;
        assert_eq!(post(&house, &admin, &format!("/mails/{id}/retry")).await.status, StatusCode::CONFLICT);
        assert_eq!(get(&house, &admin, &format!("/mails/{id}/html")).await.status, StatusCode::NOT_FOUND);
        let page = get(&house, &admin, &format!("/mails/{id}")).await;
        assert!(page.body.contains("was removed") && !page.body.contains("/retry"), "{}", page.body);
    }
}

#[tokio::test]
async fn only_who_may_manage_admins_reads_the_outbox() {
    for house in houses().await {
        let id = write(&house, "ada@example.com", "Confirm").await;
        let reader = admin_with(&house, &[Right::ReadConsole, Right::DecideRequests, Right::ManageCatalog]);
        for path in ["/mails".to_owned(), format!("/mails/{id}"), format!("/mails/{id}/html")] {
            assert_eq!(get(&house, &reader, &path).await.status, StatusCode::FORBIDDEN);
        }
        assert_eq!(post(&house, &reader, &format!("/mails/{id}/retry")).await.status, StatusCode::FORBIDDEN);
        assert!(mails::view(&reader, id).await.is_err() && mails::read(&reader, id).await.is_err());
        assert!(mails::retry(&reader, id).await.is_err());
        assert!(mails::list(&reader, &Filter::default(), Page::first(1)).await.is_err());
    }
}
