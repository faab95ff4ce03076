# What the gateway answers to a call that it does not let through. Plain text: no quotation marks, no arguments.

gateway-title-missing-credential = No API key
gateway-detail-missing-credential = This API needs an API key and the request carried none. Generate one for your application in the developer portal.

gateway-title-duplicate-credential = More than one API key
gateway-detail-duplicate-credential = The request carried more than one API key. Send one, in one place.

gateway-title-invalid-credential = API key not accepted
gateway-detail-invalid-credential = The request carried an API key that is not valid here. Look up the trace id in the developer portal to see why.

gateway-title-not-registered = Not registered
gateway-detail-not-registered = The API key is valid, but its application is not registered for this version of the API. Request access in the developer portal.
gateway-detail-not-registered-other-version = The API key is valid, but its application is registered for another version of this API. Request access to this version in the developer portal, or call the other.
gateway-detail-not-registered-pending = The API key is valid, but the application’s registration for this version of the API waits for approval.
gateway-detail-not-registered-rejected = The API key is valid, but the application’s registration for this version of the API was rejected. The developer portal shows the reason.
gateway-detail-not-registered-revoked = The API key is valid, but the application’s registration for this version of the API was revoked.

gateway-title-undecided = Not decided
gateway-detail-undecided = The gateway cannot tell at the moment whether this call is allowed. Try again in a few seconds.

gateway-title-no-route = No such API
gateway-detail-no-route = No API answers under this host and path. The developer portal shows the address of each version.

gateway-title-malformed-request = Malformed request
gateway-detail-malformed-request = The request’s head is not well-formed HTTP.

gateway-title-ambiguous-length = Ambiguous length
gateway-detail-ambiguous-length = Where the request’s body ends can be understood in more than one way. Send either one Content-Length or a chunked Transfer-Encoding.

gateway-title-ambiguous-path = Ambiguous path
gateway-detail-ambiguous-path = The request’s path can be understood in more than one way. Send it without dot segments, backslashes, escaped slashes and needless escapes.

gateway-title-ambiguous-host = Ambiguous host
gateway-detail-ambiguous-host = The request must name its host exactly once.

gateway-title-head-too-large = Headers too large
gateway-detail-head-too-large = The request’s line and headers together are larger than the gateway accepts.

gateway-title-head-too-slow = Headers too slow
gateway-detail-head-too-slow = The request’s line and headers did not arrive in time.

gateway-title-expectation-unknown = Unknown expectation
gateway-detail-expectation-unknown = The only expectation that can be met is 100-continue.

gateway-title-method-refused = Method not passed on
gateway-detail-method-refused = The gateway does not pass this method on.

gateway-title-version-unknown = HTTP version not supported
gateway-detail-version-unknown = The gateway speaks HTTP/1.1 and HTTP/1.0.

gateway-title-upstream-unreachable = API not reachable
gateway-detail-upstream-unreachable = The API behind the gateway cannot be reached at the moment.

gateway-title-upstream-timeout = API too slow
gateway-detail-upstream-timeout = The API behind the gateway did not answer in time.

gateway-title-upstream-invalid = API answered wrongly
gateway-detail-upstream-invalid = The API behind the gateway gave an answer that cannot be passed on.
