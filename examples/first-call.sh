#!/bin/sh
# From nothing to the first call that the gateway lets in, with curl alone.
#
# First an admin's program opens a portal and publishes an API in it. Then a developer signs up, builds an application,
# asks for access, is approved, generates a credential, and calls the API. Each step prints what it did; any step that
# fails ends the script.
#
# It needs a server on this machine and a management token:
#
#   portico admin create --email you@example.com --password-stdin
#   TOKEN=$(portico token create --admin you@example.com --name first-call --days 1)
#   portico serve &
#   TOKEN=$TOKEN MAILS=./portico-data/mail examples/first-call.sh
#
# What can be said otherwise, and what is taken when nothing is said:
#
#   DOMAIN    the portal domain              localhost:8080
#   GATEWAY   where the gateway listens      http://localhost:8000
#   MAILS     the folder of the local outbox ./portico-data/mail
#   UPSTREAM  an API to call                 the installation's own front door, and its robots.txt
set -eu

: "${TOKEN:?give a management token in TOKEN}"
DOMAIN=${DOMAIN:-localhost:8080}
GATEWAY=${GATEWAY:-http://localhost:8000}
MAILS=${MAILS:-./portico-data/mail}
UPSTREAM=${UPSTREAM:-http://$DOMAIN}

API=http://api.$DOMAIN/v2
NAME=first-call-$(date +%s)
EMAIL=$NAME@example.com
PASSWORD='four quiet harbours at dawn'
PORTAL=http://$NAME.$DOMAIN/api/v2
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT

# send METHOD URL [JSON] [curl options]: prints the answer's body; anything but 2xx ends the script.
send() {
  method=$1 url=$2 body=${3:-}
  shift 2
  [ $# -eq 0 ] || shift
  set -- --silent --show-error --globoff --request "$method" --output "$WORK/answer" --write-out '%{http_code}' "$@"
  [ -z "$body" ] || set -- "$@" --header 'content-type: application/json' --data "$body"
  status=$(curl "$@" "$url")
  case $status in
    2??) cat "$WORK/answer" ;;
    *) echo "$method $url answered $status: $(cat "$WORK/answer")" >&2; exit 1 ;;
  esac
}

# As the admin's program, and as the developer's browser.
admin() { send "$1" "$API$2" "${3:-}" --header "authorization: Bearer $TOKEN"; }
developer() { send "$1" "$PORTAL$2" "${3:-}" --cookie "$WORK/cookies" --cookie-jar "$WORK/cookies"; }

# The first value of a member in the JSON on standard input.
member() { grep -o "\"$1\":\"[^\"]*\"" | head -n 1 | cut -d '"' -f 4; }

echo "1. A portal, where developers are approved at once and registrations by hand"
portal=$(admin POST /portals "{\"name\":\"$NAME\",\"slug\":\"$NAME\",\"auto_approve_developers\":true}" | member id)

echo "2. An auth strategy: a key in the header apikey"
strategy=$(admin POST /application-auth-strategies "{\"name\":\"$NAME\",\"display_name\":\"API key\",
  \"strategy_type\":\"key_auth\",\"configs\":{\"key-auth\":{\"key_names\":[\"apikey\"]}}}" | member id)

echo "3. A gateway service: $GATEWAY/$NAME leads to $UPSTREAM"
admin POST /gateway-services "{\"name\":\"$NAME\",\"upstream_url\":\"$UPSTREAM\",\"path_prefix\":\"/$NAME\"}" > "$WORK/service"
service=$(member id < "$WORK/service")
plane=$(member control_plane_id < "$WORK/service")

echo "4. A product, shown in the portal, with a version and its specification"
product=$(admin POST /api-products "{\"name\":\"$NAME\",\"description\":\"What robots may read.\",
  \"portal_ids\":[\"$portal\"]}" | member id)
version=$(admin POST "/api-products/$product/product-versions" "{\"name\":\"v1\",
  \"gateway_service\":{\"id\":\"$service\",\"control_plane_id\":\"$plane\"}}" | member id)
content=$(base64 <<'SPECIFICATION' | tr -d '\n'
openapi: 3.0.3
info:
  title: Robots
  version: "1"
paths:
  /robots.txt:
    get:
      summary: What robots may read
      responses:
        "200":
          description: A few lines of text
SPECIFICATION
)
admin POST "/api-products/$product/product-versions/$version/specifications" \
  "{\"name\":\"robots.yaml\",\"content\":\"$content\"}" > "$WORK/specification"

echo "5. The version, published to the portal under that strategy"
admin PUT "/portals/$portal/product-versions/$version" "{\"publish_status\":\"published\",\"deprecated\":false,
  \"auth_strategy_ids\":[\"$strategy\"],\"application_registration_enabled\":true,\"auto_approve_registration\":false}" > "$WORK/publication"

echo "6. A developer signs up, and reads the mail"
developer POST /developer "{\"email\":\"$EMAIL\",\"full_name\":\"Ada Example\"}" > /dev/null
link=
for _ in $(seq 100); do
  mail=$(grep -l "$EMAIL" "$MAILS"/*.eml 2> /dev/null | head -n 1 || true)
  # Lines of a mail are broken with = at their end, and = itself is written =3D.
  [ -z "$mail" ] || link=$(sed -e :a -e '/=\r\{0,1\}$/{N;s/=\r\{0,1\}\n//;ba' -e '}' -e 's/=3D/=/g' "$mail" |
    grep -o 'token=[0-9a-f-]*' | head -n 1 | cut -d = -f 2)
  [ -z "$link" ] || break
  sleep 0.2
done
[ -n "$link" ] || { echo "no mail to $EMAIL came into $MAILS" >&2; exit 1; }

echo "7. The link leads to a password, and the password to a session"
proof=$(developer POST /developer/verify-email "{\"token\":\"$link\"}" | member token)
developer POST /developer/reset-password "{\"password\":\"$PASSWORD\",\"token\":\"$proof\"}"
developer POST /developer/authenticate "{\"username\":\"$EMAIL\",\"password\":\"$PASSWORD\"}"
developer GET /developer/me > /dev/null

echo "8. The developer finds the product, creates an application and asks for access"
found=$(developer GET '/search/product-catalog?q=' | member id)
[ "$found" = "$product" ] || { echo "the catalog holds $found instead of $product" >&2; exit 1; }
application=$(developer POST /applications "{\"name\":\"First call\",\"auth_strategy_id\":\"$strategy\"}" | member id)
developer POST "/applications/$application/registrations" "{\"product_version_id\":\"$version\"}" > "$WORK/registration"
registration=$(member id < "$WORK/registration")
echo "   $(member status < "$WORK/registration")"

echo "9. The admin approves"
admin PATCH "/portals/$portal/applications/$application/registrations/$registration" '{"status":"approved"}' > /dev/null

echo "10. The developer generates a credential, and calls"
key=$(developer POST "/applications/$application/credentials" '{"display_name":"laptop"}' | member credential)
status=$(curl --silent --output /dev/null --write-out '%{http_code}' "$GATEWAY/$NAME/robots.txt")
echo "   without the key: $status"
status=$(curl --silent --output /dev/null --write-out '%{http_code}' --header "apikey: $key" "$GATEWAY/$NAME/robots.txt")
echo "   with the key: $status"
[ "$status" = 200 ]
