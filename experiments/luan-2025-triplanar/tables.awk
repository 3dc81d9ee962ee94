# Markdown of a fusion.csv: planes against fusions, cartilage and all tissues, theirs beside. Usage: awk -f tables.awk fusion.csv
BEGIN {
  FS = ","
  theirs["coronal"] = ".9103"; theirs["sagittal"] = ".8759"; theirs["axial"] = ".8429"; theirs["linear"] = ".9129"
  print "| answer | mean Dice | Dice | MIoU | TP | FP | FN | Dice of 003 |"
  print "|---|---|---|---|---|---|---|---|"
}
NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
!($c["answer"] in seen) { seen[$c["answer"]] = 1; order[++n] = $c["answer"] }
# Cartilage: voxels of its tissues together; the mean over tissues.
$c["tissue"] ~ /cartilage/ {
  a = $c["answer"]; tp[a] += $c["tp"]; fp[a] += $c["fp"]; fn[a] += $c["fn"]
  mean[a] += $c["mean_dice"]; tissues[a]++
}
$c["tissue"] == "all" { miou[$c["answer"]] = $c["iou"] }
END {
  for (i = 1; i <= n; i++) {
    a = order[i]
    both = 2 * tp[a] + fp[a] + fn[a]
    printf "| %s | %.4f | %.4f | %.4f | %d | %d | %d | %s |\n", a, tissues[a] ? mean[a] / tissues[a] : 0,
      both ? 2 * tp[a] / both : 0, miou[a], tp[a], fp[a], fn[a], theirs[a] ? theirs[a] : "–"
  }
  print "\nCartilage on the networks' grid; MIoU over all tissues and background."
}
