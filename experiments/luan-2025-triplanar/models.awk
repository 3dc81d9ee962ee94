# Markdown of models segmenting as users let them: mean Dice of the three cartilages, minutes of training.
# Usage: awk -f models.awk RUN/log.csv … scored/MODEL/scores.csv …
BEGIN {
  FS = ","
  print "\n| model | mean Dice of cartilages | worst knee | minutes of training |"
  print "|---|---|---|---|"
}
FNR == 1 { split("", c); for (i = 1; i <= NF; i++) c[$i] = i; split(FILENAME, part, "/"); log_file = FILENAME ~ /log\.csv$/; next }
log_file { minutes[part[1]] += $c["seconds"] / 60; next }
$c["tissue"] ~ /^(femoral|tibial|patellar) cartilage$/ {
  m = part[2]
  if (!(m in sum)) order[++n] = m
  d = $c["dice"] == "nan" ? 0 : $c["dice"]
  sum[m] += d; count[m]++; knee[m, $c["case"]] += d / 3
  cases[m] = cases[m] " " $c["case"]
}
END {
  minutes["fused"] = minutes["sagittal"] + minutes["coronal"] + minutes["axial"]
  minutes["all-three"] = minutes["all-six"] = minutes["all-nine"] = minutes["all"]
  for (i = 1; i <= n; i++) {
    m = order[i]
    worst = 1
    split(cases[m], list, " ")
    for (k in list) if (knee[m, list[k]] < worst) worst = knee[m, list[k]]
    printf "| %s | %.4f | %.4f | %.1f |\n", m, sum[m] / count[m], worst, minutes[m]
  }
}
