# The table of learning curves from START/N-maps/draw-D/scores.csv, and the minutes from log.csv beside them.
# A cell: mean over draws of the mean Dice over test maps, and its 95 % t-interval over draws.
BEGIN { FS = "," }
FNR == 1 {
  for (i = 1; i <= NF; i++) column[$i] = i
  split(FILENAME, part, "/")
  start = part[1]; maps = part[2] + 0
  key = start SUBSEP maps
  if (!(key in draws)) rows[++count] = key
  draw = ++draws[key]
  log_file = FILENAME
  sub(/scores.csv$/, "log.csv", log_file)
  while ((getline line < log_file) > 0) { n = split(line, cell, ","); if (cell[n] + 0 > 0) seconds[key] += cell[n] }
  close(log_file)
  next
}
$column["dice"] != "nan" {
  sum[key, draw, $column["tissue"]] += $column["dice"]
  cases[key, draw, $column["tissue"]]++
}
END {
  names = split("femur|tibia|patella|femoral cartilage|tibial cartilage|patellar cartilage", tissue, "|")
  quantile[1] = 12.706; quantile[2] = 4.303; quantile[3] = 3.182; quantile[4] = 2.776
  line = "| start | maps | draws | minutes |"; rule = "|---|---|---|---|"
  for (t = 1; t <= names; t++) { line = line " " tissue[t] " |"; rule = rule "---|" }
  print line; print rule
  for (r = 1; r <= count; r++) order[r] = rows[r]
  # By start, then by number of maps; a handful of rows.
  for (i = 1; i <= count; i++) for (j = i + 1; j <= count; j++) if (rank(order[j]) < rank(order[i])) { x = order[i]; order[i] = order[j]; order[j] = x }
  for (r = 1; r <= count; r++) {
    key = order[r]; split(key, part, SUBSEP)
    minutes = seconds[key] > 0 ? sprintf("%.0f", seconds[key] / 60 / draws[key]) : "–"
    line = "| " part[1] " | " part[2] " | " draws[key] " | " minutes " |"
    for (t = 1; t <= names; t++) line = line " " cell_of(key, tissue[t]) " |"
    print line
  }
}
function rank(key,   part) {
  split(key, part, SUBSEP)
  return (part[1] == "shipped" ? 0 : part[1] == "from-weights" ? 1000 : 2000) + part[2]
}
function cell_of(key, name,   d, n, m, mean, s, value) {
  for (d = 1; d <= draws[key]; d++) if (cases[key, d, name] > 0) { value[++n] = sum[key, d, name] / cases[key, d, name]; mean += value[n] }
  if (n == 0) return "–"
  mean /= n
  if (n == 1) return sprintf("%.3f", mean)
  for (d = 1; d <= n; d++) s += (value[d] - mean) ^ 2
  s = quantile[n - 1] * sqrt(s / (n - 1)) / sqrt(n)
  return sprintf("%.3f ± %.3f", mean, s)
}
