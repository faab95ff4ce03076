usage-title = Usage
usage-period = Period
usage-period-24h = 24 hours
usage-period-7d = 7 days
usage-period-30d = 30 days
usage-none-24h = No calls in the last 24 hours
usage-none-7d = No calls in the last 7 days
usage-none-30d = No calls in the last 30 days
usage-none-why = Here you will see how many calls this application makes through the gateway, how many of them fail, and how long they take: for each version that it calls, a few seconds after each call.
usage-calls = { $count ->
    [one] call
   *[other] calls
}
usage-errors = { $count ->
    [one] error
   *[other] errors
}
usage-error-rate = { $rate } of the calls: a status of 400 or more
usage-latency = latency, p95
usage-latency-what = 95 of 100 calls took no longer
usage-ms = { $number } ms
usage-s = { $number } s
usage-chart-24h = Calls hour by hour, at most { $most } in one
usage-chart-7d = Calls in each quarter of a day, at most { $most } in one
usage-chart-30d = Calls day by day, at most { $most } in one
usage-by-version = Usage by version
usage-column-time = From
usage-column-calls = Calls
usage-column-errors = Errors
usage-column-version = Version
usage-column-latency = p95
