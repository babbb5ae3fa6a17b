package pdf

import (
	"cmp"
	"math"
	"slices"
	"unicode/utf8"
)

// columnText is the mean number of characters in a piece from which pieces
// side by side are lines of columns rather than cells of a table.
const columnText = 22

// settle decides for each line with gaps whether it is a row of a table, lines
// of columns that were written across, or one line. It returns the lines, and
// whether some were divided.
func settle(lines []line) (settled []line, divided bool) {
	for i := 0; i < len(lines); {
		j := i + 1
		for j < len(lines) && sameGrid(lines[j-1], lines[j]) {
			j++
		}
		switch group := lines[i:j]; {
		case len(group) >= 2 && len(group[0].pieces) > 1 && meanPiece(group) < columnText:
			for _, l := range group {
				l.row = true
				settled = append(settled, l)
			}
		case len(group) >= 2 && len(group[0].pieces) > 1:
			divided = true
			for _, l := range group {
				settled = append(settled, l.divide()...)
			}
		default:
			settled = append(settled, group...)
		}
		i = j
	}
	return settled, divided
}

// sameGrid reports whether two lines, of which the second follows the first,
// have as many pieces at the same places.
func sameGrid(a, b line) bool {
	if len(a.pieces) < 2 || len(a.pieces) != len(b.pieces) || math.Abs(b.top-a.top) > 4*max(a.size, b.size) {
		return false
	}
	for i, p := range a.pieces {
		if q := b.pieces[i]; p.left > q.right || q.left > p.right {
			return false
		}
	}
	return true
}

func meanPiece(lines []line) int {
	chars, pieces := 0, 0
	for _, l := range lines {
		for _, p := range l.pieces {
			chars += utf8.RuneCountInString(p.text)
			pieces++
		}
	}
	return chars / max(pieces, 1)
}

// divide makes a line of each piece.
func (l line) divide() []line {
	var all []line
	for i, p := range l.pieces {
		one := l
		one.pieces = []piece{p}
		one.left, one.right = p.left, p.right
		one.hyphen = l.hyphen && i == len(l.pieces)-1
		all = append(all, one)
	}
	return all
}

// order puts the lines of a page into the order in which they are read. That
// in which the file writes them is kept when it runs down the page, and from
// the foot of a column to the head of one on its right; else they are ordered
// by their places. What is written sideways comes last.
func order(lines []line, divided bool) []line {
	var upright, sideways []line
	for _, l := range lines {
		if l.height() > 2*l.width() && utf8.RuneCountInString(l.text()) > 4 {
			sideways = append(sideways, l)
		} else {
			upright = append(upright, l)
		}
	}
	if divided || !runsDown(upright) {
		upright = byPlace(upright, maxColumns)
	}
	return append(upright, sideways...)
}

func runsDown(lines []line) bool {
	for i := 1; i < len(lines); i++ {
		a, b := lines[i-1], lines[i]
		if b.top < a.top-a.size/2 && b.left < a.left+2*a.size {
			return false
		}
	}
	return true
}

// maxColumns is how often a page is divided into left and right.
const maxColumns = 4

// byPlace orders lines from the top to the bottom, in columns where there are
// such. A line across a gutter ends the columns above it.
func byPlace(lines []line, depth int) []line {
	sorted := slices.Clone(lines)
	slices.SortStableFunc(sorted, func(a, b line) int { return cmp.Compare(middle(a), middle(b)) })
	x, ok := gutter(sorted)
	if !ok || depth == 0 {
		return rows(sorted)
	}
	var all, left, right []line
	flush := func() {
		all = append(all, byPlace(left, depth-1)...)
		all = append(all, byPlace(right, depth-1)...)
		left, right = nil, nil
	}
	for _, l := range sorted {
		switch {
		case l.right <= x:
			left = append(left, l)
		case l.left >= x:
			right = append(right, l)
		default:
			flush()
			all = append(all, l)
		}
	}
	flush()
	return all
}

func middle(l line) float64 { return (l.top + l.bottom) / 2 }

// rows orders lines that stand side by side from left to right.
func rows(sorted []line) []line {
	for i := 0; i < len(sorted); {
		j := i + 1
		for j < len(sorted) && middle(sorted[j]) < middle(sorted[i])+sorted[i].size/3 {
			j++
		}
		slices.SortStableFunc(sorted[i:j], func(a, b line) int { return cmp.Compare(a.left, b.left) })
		i = j
	}
	return sorted
}

// gutter finds the place between two columns: no more than a third of the
// lines cross it, and several stand on each side. Of the places that are
// crossed least it takes the middle of the widest.
func gutter(lines []line) (x float64, ok bool) {
	const steps, least = 300, 3
	all := box{}
	for i, l := range lines {
		if i == 0 {
			all = l.box
		}
		all = all.union(l.box)
	}
	step := all.width() / steps
	best, from, length := len(lines)/3, 0, 0 // the widest so far begins at the step from
	run := 0
	for i := steps / 8; i < steps-steps/8 && len(lines) >= 2*least; i++ {
		crossing, left, right := divide(lines, all.left+float64(i)*step)
		if left < least || right < least || crossing > best {
			run = 0
			continue
		}
		if crossing < best {
			best, length, run = crossing, 0, 0
		}
		if run++; run > length {
			from, length = i-run+1, run
		}
	}
	return all.left + (float64(from)+float64(length-1)/2)*step, length > 0
}

// divide counts the lines that cross a place, and those on each side of it.
func divide(lines []line, x float64) (crossing, left, right int) {
	for _, l := range lines {
		switch {
		case l.right <= x:
			left++
		case l.left >= x:
			right++
		default:
			crossing++
		}
	}
	return crossing, left, right
}
