//! An OpenAPI description, read just far enough to make the sample calls that it describes.

use serde_json::Value;

/// A description and the operations in it.
pub(crate) struct Description {
    pub(crate) prefix: String,
    pub(crate) root: Value,
}

/// One operation.
pub(crate) struct Operation<'a> {
    pub(crate) method: String,
    pub(crate) path: &'a str,
    pub(crate) prefix: &'a str,
    pub(crate) value: &'a Value,
    parameters: Vec<&'a Value>,
    root: &'a Value,
}

/// The descriptions of all versions.
pub(crate) fn all() -> Vec<Description> {
    let versions = sample::products().iter().flat_map(|it| &it.versions);
    versions
        .map(|it| {
            let read = serde_saphyr::from_str(it.specification);
            let root = read.unwrap_or_else(|error| panic!("{}: {error}", it.path_prefix));
            Description { prefix: it.path_prefix.clone(), root }
        })
        .collect()
}

/// What a reference points to; the value itself when it is none.
pub(crate) fn resolve<'a>(root: &'a Value, value: &'a Value) -> &'a Value {
    match value["$ref"].as_str() {
        Some(it) => {
            let target = root.pointer(it.trim_start_matches('#'));
            resolve(root, target.unwrap_or_else(|| panic!("{it} points to nothing")))
        }
        None => value,
    }
}

impl Description {
    pub(crate) fn operations(&self) -> Vec<Operation<'_>> {
        let mut operations = Vec::new();
        for (path, item) in self.root["paths"].as_object().unwrap() {
            let shared = item["parameters"].as_array().into_iter().flatten();
            let shared: Vec<&Value> = shared.map(|it| resolve(&self.root, it)).collect();
            for (method, value) in item.as_object().unwrap().iter().filter(|it| it.0 != "parameters") {
                let own = value["parameters"].as_array().into_iter().flatten();
                let parameters =
                    shared.iter().copied().chain(own.map(|it| resolve(&self.root, it))).collect();
                let method = method.to_uppercase();
                let (prefix, root) = (self.prefix.as_str(), &self.root);
                operations.push(Operation { method, path, prefix, value, parameters, root });
            }
        }
        operations
    }
}

impl Operation<'_> {
    /// `GET /ferries/v2/sailings`.
    pub(crate) fn name(&self) -> String {
        format!("{} {}{}", self.method, self.prefix, self.path)
    }

    /// The address with the examples of its path parameters, and of those query parameters that are kept.
    pub(crate) fn uri(&self, keep: impl Fn(&Value) -> bool) -> String {
        let mut path = format!("{}{}", self.prefix, self.path);
        let mut query = Vec::new();
        for it in &self.parameters {
            let name = it["name"].as_str().unwrap();
            match it["in"].as_str().unwrap() {
                "path" => path = path.replace(&format!("{{{name}}}"), &self.example(it)),
                "query" if keep(it) => query.push(format!("{name}={}", self.example(it))),
                _ => {}
            }
        }
        assert!(!path.contains('{'), "{}: a path parameter is not described", self.name());
        if query.is_empty() { path } else { format!("{path}?{}", query.join("&")) }
    }

    /// The same address with something in the last path parameter that is not there.
    pub(crate) fn uri_of_nothing(&self) -> Option<String> {
        let last = self.path.rfind('{')?;
        let uri = self.uri(|it| it["required"] == true);
        let after: usize = self.path[last..].matches('/').count();
        let mut parts: Vec<&str> = uri.split('?').next().unwrap().split('/').collect();
        let at = parts.len() - 1 - after;
        parts[at] = "nothing-like-it";
        Some(parts.join("/"))
    }

    /// The example of the request body.
    pub(crate) fn body(&self) -> Option<&Value> {
        let media = &resolve(self.root, &self.value["requestBody"])["content"]["application/json"];
        if media.is_null() {
            return None;
        }
        let first = media["examples"].as_object().and_then(|it| it.values().next());
        let example = first.map_or(&media["example"], |it| &it["value"]);
        assert!(!example.is_null(), "{}: the body has no example", self.name());
        Some(example)
    }

    /// The schema of the request body.
    pub(crate) fn body_schema(&self) -> &Value {
        &resolve(self.root, &self.value["requestBody"])["content"]["application/json"]["schema"]
    }

    /// The described response with this status.
    pub(crate) fn response(&self, status: u16) -> Option<&Value> {
        let it = &self.value["responses"][status.to_string()];
        (!it.is_null()).then(|| resolve(self.root, it))
    }

    /// Query parameters that are described.
    pub(crate) fn queries(&self) -> impl Iterator<Item = &&Value> {
        self.parameters.iter().filter(|it| it["in"] == "query")
    }

    /// The whole description.
    pub(crate) fn root(&self) -> &Value {
        self.root
    }

    fn example(&self, parameter: &Value) -> String {
        let schema = resolve(self.root, &parameter["schema"]);
        let found = [&parameter["example"], &schema["example"], &schema["examples"][0], &schema["default"]];
        let found = found.into_iter().find(|it| !it.is_null());
        let found = found.unwrap_or_else(|| panic!("{}: {} has no example", self.name(), parameter["name"]));
        found.as_str().map_or_else(|| found.to_string(), str::to_owned)
    }
}
