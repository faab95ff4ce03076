# What the JSON API says.

api-pages-portal = Portal API
api-pages-management = Management API

api-invalid = Something in the request is wrong. The members of invalid_parameters say what.
api-taken = Something else has this name already.
api-not-found = There is nothing at this address, or it is not for you to see.
api-sign-in = This needs a session or a token that is good.
api-forbidden = The token is good, but its role does not allow this.
api-conflict = The state of things does not allow this.
api-internal = Something broke on our side. The instance names what to quote when you ask about it.

api-refused-developer-wrong-password = This e-mail address and this password do not belong together.
api-refused-link-unknown = There is no such token here. It belongs to another portal, or it is not whole.
api-refused-link-used = This token was used already, or a newer one was.
api-refused-link-expired = This token has expired. Ask for a new mail.

refused-sso-absent = Single sign-on is not set up for this portal. Sign in with an e-mail address and a password.
refused-request-stale = It was changed since you last saw it. Read it again, and decide anew.
refused-request-under-way = A request with this idempotency key is being carried out. Ask again in a moment.
refused-request-done = The request with this idempotency key was carried out; its answer is not kept. Look at what is there now.
refused-request-other = This idempotency key was used for another request.
refused-request-cross-site = This request came from another site and was refused.
refused-http-method = This address does not take that method. The header Allow says which it takes.
refused-http-media-type = The body must be JSON, with the content type application/json.
refused-http-too-large = The body is too large.
refused-http-encoding = The address holds a percent sign that begins no character, or one that begins a character that cannot be used here.

invalid-is-array = This must be a list.
invalid-is-boolean = This must be true or false.
invalid-is-date-time = This must be a moment in the form 2026-11-25T19:51:20.000Z.
invalid-is-integer = This must be a whole number.
invalid-is-null = This must be null.
invalid-is-string = This must be a text.
invalid-is-uuid = This must be a UUID.
invalid-is-base64 = This must be base64.
invalid-is-label = A label has a key and a value of 1 to 63 letters, digits, hyphens, dots and underscores, beginning and ending with a letter or digit.
invalid-matches-regex = This does not have the form that it must have.
invalid-unknown-property = This is not known here.
invalid-is-json = The body is not JSON. { $detail }
invalid-repeated = This may be said once only.
invalid-min-items = { $limit ->
    [one] There must be at least one.
   *[other] There must be at least { $limit }.
}
invalid-enum-choices = Choose one of { $choices }.
invalid-no-openid-connect = Portico knows no OpenID Connect strategies yet. Make one of the type key_auth.
invalid-no-principals = Portico knows no principals; this can only be false.
invalid-no-providers = Portico cannot speak to providers that make clients yet. Applications get their credentials from auth strategies of the type key_auth.
invalid-not-offered = Portico does not do this yet. It can be left out, or be turned off.
invalid-no-identity-provider = This portal has no identity provider, so there are no groups.
invalid-needed-in-use = Developers have accounts in this portal, or versions take registrations there. Say force=true to delete them with it.

refused-webhook-unconfigured = There is no webhook to which the audit log could be sent.

# How portals look where nobody chose.
api-appearance-header = Developer portal
api-appearance-welcome = Find an API, register an application, and make your first call.
invalid-no-client-secret = An application with API keys has no client secret. Generate a credential instead.
invalid-not-with-keys = An application whose auth strategy is a key has none of these.

refused-scopes-unsupported = This application has API keys. Scopes are granted by an identity provider, and it has none.
limited-credential-too-many = Maximum number of Credentials exceeded. Max Allowed: { $limit }
