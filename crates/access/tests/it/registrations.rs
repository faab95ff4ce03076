//! Registrations: who may ask, who decides, and what follows.

use access::registrations::{
    self, NewRegistration, Registration, State, approve, delete, reject, request, revoke,
};
use base::Page;
use frame::Call;

use crate::stand::{Stand, no};

async fn asked(stand: &Stand, call: &Call, name: &str) -> Registration {
    let application = stand.application(call, name).await;
    ask(stand, call, &application.id.to_string()).await.unwrap()
}

async fn ask(stand: &Stand, call: &Call, application: &str) -> base::Result<Registration> {
    request(call, &NewRegistration { application: application.into(), version: stand.version.to_string() })
        .await
}

#[tokio::test]
async fn a_request_waits_until_an_admin_approves_and_the_gateways_are_told() {
    for stand in Stand::each().await {
        let it = asked(&stand, &stand.ada, "shop").await;
        assert_eq!(it.state, State::Pending);
        stand.house.told();
        let after = approve(&stand.admin, it.id).await.unwrap();
        assert_eq!(after.state.name(), "approved");
        let told: Vec<_> = stand.house.told().into_iter().map(|it| (it.kind, it.id)).collect();
        assert_eq!(told, [("registration", it.id.to_string())]);
        assert!(
            stand
                .house
                .events()
                .await
                .ends_with(&["registration.requested".into(), "registration.approved".into()])
        );
        let mails = stand.house.mails().await;
        assert_eq!(mails, ["registration-approved ada@example.com shop may now call Payments v2"]);
    }
}

#[tokio::test]
async fn automatic_approval_decides_what_comes_and_not_what_waits() {
    for stand in Stand::each().await {
        let waiting = asked(&stand, &stand.ada, "before").await;
        stand.publish(true).await;
        let it = asked(&stand, &stand.ada, "after").await;
        assert_eq!(it.state.facts().0.unwrap().by, "portal");
        let waiting = registrations::view(&stand.ada, waiting.id).await.unwrap();
        assert_eq!(waiting.state, State::Pending);
    }
}

#[tokio::test]
async fn of_two_admins_deciding_at_once_exactly_one_wins() {
    for stand in Stand::each().await {
        let it = asked(&stand, &stand.ada, "shop").await;
        let (first, second) = tokio::join!(approve(&stand.admin, it.id), reject(&stand.admin, it.id, "no"));
        assert_eq!(u8::from(first.is_ok()) + u8::from(second.is_ok()), 1);
        let lost = if first.is_ok() { no(second) } else { no(first) };
        assert_eq!(lost, "refused: registration.already_decided");
    }
}

#[tokio::test]
async fn there_is_one_registration_for_each_application_and_version_in_any_state() {
    for stand in Stand::each().await {
        let it = asked(&stand, &stand.ada, "shop").await;
        reject(&stand.admin, it.id, "Tell us more").await.unwrap();
        let again = ask(&stand, &stand.ada, &it.application.to_string()).await;
        assert_eq!(no(again), "refused: registration.exists");
        delete(&stand.ada, it.id).await.unwrap();
        ask(&stand, &stand.ada, &it.application.to_string()).await.unwrap();
    }
}

#[tokio::test]
async fn two_requests_at_once_give_one_registration() {
    for stand in Stand::each().await {
        let application = stand.application(&stand.ada, "shop").await.id.to_string();
        let (one, two) =
            tokio::join!(ask(&stand, &stand.ada, &application), ask(&stand, &stand.ada, &application));
        assert_eq!(u8::from(one.is_ok()) + u8::from(two.is_ok()), 1);
        let lost = if one.is_ok() { no(two) } else { no(one) };
        assert_eq!(lost, "refused: registration.exists");
    }
}

#[tokio::test]
async fn another_developer_cannot_tell_that_a_registration_exists() {
    for stand in Stand::each().await {
        let it = asked(&stand, &stand.ada, "shop").await;
        assert_eq!(no(registrations::view(&stand.kim, it.id).await), "not found");
        assert_eq!(no(delete(&stand.kim, it.id).await), "not found");
        let application = it.application.to_string();
        assert_eq!(no(ask(&stand, &stand.kim, &application).await), "invalid: application: unknown");
        let list = registrations::list(&stand.kim, &Default::default(), Page::first(10)).await.unwrap();
        assert_eq!(list.total, 0);
    }
}

#[tokio::test]
async fn only_admins_decide_and_rejecting_needs_a_reason() {
    for stand in Stand::each().await {
        let it = asked(&stand, &stand.ada, "shop").await;
        assert!(no(approve(&stand.ada, it.id).await).contains("DecideRequests"));
        assert_eq!(no(reject(&stand.admin, it.id, "  ").await), "invalid: reason: required");
        let rejected = reject(&stand.admin, it.id, "We need a contract first").await.unwrap();
        assert_eq!(rejected.state.facts().1, Some("We need a contract first"));
        assert_eq!(no(approve(&stand.admin, it.id).await), "refused: registration.already_decided");
    }
}

#[tokio::test]
async fn what_is_revoked_can_be_approved_again_and_each_step_is_on_record() {
    for stand in Stand::each().await {
        let it = asked(&stand, &stand.ada, "shop").await;
        approve(&stand.admin, it.id).await.unwrap();
        revoke(&stand.admin, it.id).await.unwrap();
        approve(&stand.admin, it.id).await.unwrap();
        let events = stand.house.events().await;
        let decided: Vec<_> = events.iter().filter(|it| it.starts_with("registration.")).collect();
        let expected = [
            "registration.requested",
            "registration.approved",
            "registration.revoked",
            "registration.approved",
        ];
        assert_eq!(decided, expected);
    }
}

#[tokio::test]
async fn many_are_decided_at_once_and_those_decided_already_are_passed_over() {
    for stand in Stand::each().await {
        let one = asked(&stand, &stand.ada, "one").await;
        let two = asked(&stand, &stand.kim, "two").await;
        approve(&stand.admin, one.id).await.unwrap();
        let done = registrations::approve_all(&stand.admin, &[one.id, two.id]).await.unwrap();
        assert_eq!((done, registrations::waiting(&stand.admin).await.unwrap()), (1, 0));
    }
}

#[tokio::test]
async fn what_is_missing_is_named_field_by_field() {
    for stand in Stand::each().await {
        let said = no(request(&stand.ada, &NewRegistration::default()).await);
        assert_eq!(said, "invalid: application: required, version: required");
    }
}
