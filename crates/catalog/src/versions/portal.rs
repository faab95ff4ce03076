//! The developer's page of a version: how to get in, and what it can do.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use frame::door::{Fault, Need, Routes, Visitor};
use reference::model::Overview;
use ui::*;

use crate::products::Around;
use crate::publications::Offered;
use crate::reference::{
    Asked, Body, Here, Place, Setting, SideColumn, as_text, chrome, draw, plain, written_overview,
};

/// The routes.
pub fn routes(at: &mut Routes) {
    at.get("/products/{product}/versions/{version}", Need::Reader, show);
}

#[derive(Template)]
#[template(path = "versions/show.html")]
struct Show {
    chrome: Chrome,
    around: Around,
    offered: Offered,
    is_latest: bool,
    setting: Setting,
    overview: Arc<Overview>,
    has_specification: bool,
    asked: Asked,
}

impl Show {
    fn side(&self) -> Html {
        if self.has_specification {
            Html::of(SideColumn::of(&self.chrome, &self.setting, &self.overview, Here::Overview))
        } else {
            Html::of(self.around.side(&self.chrome, &self.offered.path()))
        }
    }

    fn body(&self) -> Body<'_> {
        Body::of(&self.chrome, &self.setting, &self.overview, &self.asked)
    }

    /// What is going away, and the newest version that is not.
    fn notice(&self) -> Option<Notice> {
        let notice = Notice::new(Tone::Past, self.chrome.t("version-deprecated-text"));
        let link = match &self.setting.successor {
            Some(it) => {
                notice.link(self.chrome.t1("reference-to-successor", "version", it.label.as_str()), &it.href)
            }
            None => notice.link(self.chrome.t("version-see-others"), self.around.product.path()),
        };
        self.offered.deprecated.then_some(link)
    }
}

async fn show(
    visitor: Visitor,
    Path((product, version)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let (version, as_markdown) = plain(&version);
    let place = Place::find(&visitor, &product, version).await?;
    let found = crate::reference::overview(&visitor.call, place.offered().version).await?;
    let has_specification = found.is_some();
    let overview = found.unwrap_or_default();
    let setting = place.setting(&visitor, None).await?;
    let chrome = chrome(&visitor);
    if as_markdown {
        return as_text(move || written_overview(&chrome, &setting, &overview)).await;
    }
    let (offered, is_latest, around) = (place.offered().clone(), place.at == 0, place.around);
    let page = Show { chrome, around, offered, is_latest, setting, overview, has_specification, asked };
    draw(move || page.render()).await
}
