# Claims with the differences that speak to them, in Markdown; experiments/claims says what stands in claims.csv.
# Usage: awk -f claims.awk claims.csv PAIR/compare.csv…
BEGIN { FS = "," }
FNR == 1 {
  sub(/\r$/, "")
  files++
  split("", column)
  for (i = 1; i <= NF; i++) column[$i] = i
  next
}
files == 1 {
  n++
  claim[n] = $1; quantity[n] = $2; tissue[n] = $3; run[n] = $4; baseline[n] = $5; claimed[n] = $6
  next
}
FNR == 2 { base = $column["run"] }
$column["difference"] != "" {
  for (i = 1; i <= n; i++) {
    if (quantity[i] != $column["quantity"] || tissue[i] != $column["tissue"] || run[i] != $column["run"] || baseline[i] != base) continue
    if ($column["difference"] == "nan") continue
    found[i] = 1
    difference[i] = $column["difference"] + 0
    low[i] = $column["difference_low"]; high[i] = $column["difference_high"]
    pairs[i] = $column["pairs"]; p[i] = $column["p"] + 0
  }
}
# From the interval; a hint and no finding where the corrected p is not below 0.05.
function verdict(i,   part) {
  if (low[i] == "nan") return "open"
  if (split(claimed[i], part, " ") == 2) {
    if (low[i] + 0 <= part[2] && high[i] + 0 >= part[2]) return "open"
    return (part[1] == "above") == (low[i] + 0 > part[2] + 0) ? "holds" : "does not hold"
  }
  if (low[i] + 0 <= 0 && high[i] + 0 >= 0) return "open"
  if (claimed[i] == "any") return "differs"
  return (claimed[i] == "up") == (low[i] + 0 > 0) ? "holds" : "does not hold"
}
function said(i,   v) {
  v = verdict(i)
  return v != "open" && i in corrected && corrected[i] >= 0.05 ? v ": a hint" : v
}
function tested(i) { return found[i] && claimed[i] !~ / / }
# The least p first, each no less than the one before.
function holm(   i, k, rank, left, best, largest) {
  for (i = 1; i <= n; i++) left += tested(i)
  for (rank = 0; left > 0; rank++) {
    best = 0
    for (k = 1; k <= n; k++) if (tested(k) && !(k in corrected) && (!best || p[k] < p[best])) best = k
    if (p[best] * left > largest) largest = p[best] * left
    corrected[best] = largest < 1 ? largest : 1
    left--
  }
}
function small(x) { return x < 0.001 ? "< 0.001" : sprintf("%.3f", x) }
END {
  holm()
  print "| claim | number | difference | 95 % interval | people | p | p, Holm | |"
  print "|---|---|---|---|---|---|---|---|"
  for (i = 1; i <= n; i++) {
    line = "| " claim[i] " | " quantity[i] " of " tissue[i] ", `" run[i] "` − `" baseline[i] "` | "
    if (!found[i]) { print line "not run | | | | | |"; continue }
    print line sprintf("%+.4f | %s to %s | %s | %s | %s | %s |", difference[i], signed(low[i]), signed(high[i]), pairs[i], small(p[i]),
      i in corrected ? small(corrected[i]) : "–", said(i))
  }
}
function signed(x) { return x == "nan" ? "–" : sprintf("%+.4f", x) }
