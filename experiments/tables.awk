# A document's table with our numbers beside its own, in Markdown.
# Usage, in the folder that holds a run for each row:
# awk -v preset=PRESET -v trainings=N -f tables.awk columns.csv document.csv ROW/scores.csv… ROW/fold-*/log.csv…
#
# document.csv: table, row, title, and the document's cells; a column that is no heading of columns.csv is shown as it is,
# one whose heading ends with a preset in brackets, as in "our patch (small)", with that preset alone.
# columns.csv: heading, file (scores or log), what, of, over, decimals, better (high or low)
#   scores  what is a column of scores.csv, of the tissues, joined by +, that it is the mean of
#           over folds: mean ± SD over folds of the means over cases; over cases: over all cases; over runs: over folds and seeds
#   log     what is min, roll (least mean of five epochs in a row) or minutes (sum) of a column of log.csv, always over runs
# SD has n − 1 below. Empty cells of a tissue (nan) are left out and counted below the table, and so are rows of which fewer
# than N trainings were tested; a row without any says so in its cells.
BEGIN { FS = "," }
FNR == 1 {
  sub(/\r$/, "")
  files++
  split("", column)
  for (i = 1; i <= NF; i++) column[$i] = i
  parts = split(FILENAME, part, "/")
  row = part[1]; run = part[2]; kind = part[parts]
  if (files == 2) { fields = NF; for (i = 1; i <= NF; i++) field[i] = $i }
  if (kind == "log.csv") { split("", last); epochs = 0 }
  next
}
files == 1 {
  heading[++columns] = $1; file[columns] = $2; what[columns] = $3; of[columns] = $4; over[columns] = $5; decimals[columns] = $6
  number[$1] = columns
  next
}
files == 2 {
  rows++
  for (i = 1; i <= NF; i++) document[rows, field[i]] = $i
  next
}
kind == "scores.csv" {
  if (!((row, $column["fold"], $column["seed"]) in tested)) {
    tested[row, $column["fold"], $column["seed"]] = 1
    done[row]++
  }
  for (c = 1; c <= columns; c++) {
    if (file[c] != "scores" || !index("+" of[c] "+", "+" $column["tissue"] "+")) continue
    value = $column[what[c]]
    if (value == "nan" || value == "inf") { missing[row, c]++; continue }
    unit = over[c] == "cases" ? $column["case"] SUBSEP $column["seed"] : $column["fold"] (over[c] == "folds" ? "" : SUBSEP $column["seed"])
    # The mean over tissues of a case first, then of the cases of a unit: every case has all tissues, so one sum will do.
    add(c, unit, value)
  }
  next
}
kind == "log.csv" {
  epochs++
  for (c = 1; c <= columns; c++) {
    if (file[c] != "log") continue
    last[c, epochs] = $column[of[c]]
    if (what[c] == "minutes") add(c, run, $column[of[c]] / 60)
    if (what[c] == "min") least(c, run, last[c, epochs])
    if (what[c] == "roll" && epochs >= 5) {
      sum = 0
      for (e = epochs - 4; e <= epochs; e++) sum = last[c, e] == "NaN" || sum == "NaN" ? "NaN" : sum + last[c, e]
      least(c, run, sum == "NaN" ? sum : sum / 5)
    }
  }
}
function know(c, unit) { if (!((row, c, unit) in counts)) names[row, c, ++units[row, c]] = unit }
function add(c, unit, value) { know(c, unit); sums[row, c, unit] += value; counts[row, c, unit]++ }
function least(c, unit, value) {
  if (value == "NaN") return
  know(c, unit)
  if (counts[row, c, unit] == 0 || value + 0 < sums[row, c, unit]) sums[row, c, unit] = value + 0
  counts[row, c, unit] = 1
}
function ours(name, c,   n, u, mean, spread, value, v) {
  n = units[name, c]
  if (n == 0) return "not run"
  for (u = 1; u <= n; u++) {
    v = sums[name, c, names[name, c, u]]
    value[u] = what[c] == "minutes" ? v : v / counts[name, c, names[name, c, u]]
    mean += value[u] / n
  }
  for (u = 1; u <= n; u++) spread += (value[u] - mean) ^ 2
  if (n == 1) return sprintf("%.*f", decimals[c], mean)
  return sprintf("%.*f ± %.*f", decimals[c], mean, decimals[c], sqrt(spread / (n - 1)))
}
END {
  for (r = 1; r <= rows; r++) {
    if (r == 1 || document[r, "table"] != document[r - 1, "table"]) head(document[r, "table"])
    line = "|"
    for (i = 1; i <= fields; i++) {
      f = field[i]
      if (hidden(f)) continue
      cell = document[r, f] == "" ? "–" : document[r, f]
      line = line " " cell " |"
      if (f in number) line = line " " ours(document[r, "row"], number[f]) " |"
    }
    for (c = 1; c <= columns; c++) if (!(heading[c] in shown)) line = line " " ours(document[r, "row"], c) " |"
    print line
  }
  for (r = 1; r <= rows; r++) if (done[document[r, "row"]] && done[document[r, "row"]] < trainings)
    print "\n" document[r, "row"] ": " done[document[r, "row"]] " of " trainings " trainings"
  for (r = 1; r <= rows; r++) for (c = 1; c <= columns; c++) if (missing[document[r, "row"], c])
    print "\n" document[r, "row"] ": " missing[document[r, "row"], c] " without " heading[c]
}
# Whether a field of document.csv is no column of the table.
function hidden(f) { return f == "table" || f == "row" || (f ~ / \([a-z]+\)$/ && f !~ (" [(]" preset "[)]$")) }
function shortened(f) { sub(/ \([a-z]+\)$/, "", f); return f }
function head(title,   i, c, line, rule) {
  if (title != "") print "\n**" title "**\n"
  line = rule = "|"
  for (i = 1; i <= fields; i++) {
    if (hidden(field[i])) continue
    line = line " " (field[i] == "title" ? "" : shortened(field[i])) (field[i] in number ? ", document" : "") " |"; rule = rule "---|"
    if (field[i] in number) { shown[field[i]] = 1; line = line " ours |"; rule = rule "---|" }
  }
  for (c = 1; c <= columns; c++) if (!(heading[c] in shown)) { line = line " " heading[c] ", ours |"; rule = rule "---|" }
  print line; print rule
}
