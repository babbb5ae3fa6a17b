package eval

// openFigures computes the figures of questions over articles. A figure that
// the set cannot give, because it does not say what it would take, is not there.
//
//	r@k              the gold paragraph is among the first k. Where a set names
//	                 articles and not paragraphs, one of those articles
//	mrr@10           one divided by its rank; 0 from the eleventh on
//	sentence@k       one of the first k sentences, as they are quoted, holds a
//	                 gold answer or, in a set that has gold sentences only,
//	                 overlaps one
//	alone@1          the first sentence does so without those that are quoted
//	                 beside it
//	gold_sentence@k  one of them overlaps a gold sentence of the gold paragraph
//	oracle           the first does so as in sentence@1 when the gold
//	                 paragraph is given
//	auroc_out        how often the articles are held more likely to have what an
//	                 answerable question asks for than what one from outside does
//	auroc_adversarial  … than one that these articles do not answer
//	answered         how many answerable questions are answered
//	right            how many of those answers are right: the first quotation
//	                 holds a gold answer, or overlaps a gold sentence
//	false_out, false_adversarial  how many of those questions are answered
//	ece              expected calibration error, in ten bins of equal width,
//	                 over answerable questions and questions from outside,
//	                 which together weigh as much
func openFigures(rows []Row) []Figure {
	by := map[Kind][]Row{}
	for _, r := range rows {
		by[r.Kind] = append(by[r.Kind], r)
	}
	var out []Figure
	out = append(out, found(by[Answerable])...)
	out = append(out, chosen(by[Answerable])...)
	out = append(out, auroc("auroc_out", coverages(by[Answerable]), coverages(by[Outside]))...)
	out = append(out, auroc("auroc_adversarial", coverages(by[Answerable]), coverages(by[Unanswerable]))...)
	out = append(out, share("answered", each(by[Answerable], Row.answered))...)
	out = append(out, share("right", each(filter(by[Answerable], func(r Row) bool { return r.judged && r.answered() }), func(r Row) bool { return r.Right }))...)
	out = append(out, share("false_out", each(by[Outside], Row.answered))...)
	out = append(out, share("false_adversarial", each(by[Unanswerable], Row.answered))...)
	out = append(out, ece("ece", forecasts(rows))...)
	return out
}

func (r Row) answered() bool { return r.Verdict == verdicts[2] }

// found says where the gold paragraphs came.
func found(rows []Row) []Figure {
	var out []Figure
	for _, k := range []struct {
		name string
		n    int
	}{{"r@1", 1}, {"r@5", 5}, {"r@20", 20}} {
		out = append(out, share(k.name, each(rows, func(r Row) bool { return within(r.Rank, k.n) }))...)
	}
	return append(out, mean("mrr@10", reciprocals(rows, 10))...)
}

// chosen says where the right sentences came.
func chosen(rows []Row) []Figure {
	judged := filter(rows, func(r Row) bool { return r.judged })
	placed := filter(rows, func(r Row) bool { return r.placed })
	var out []Figure
	out = append(out, share("sentence@1", each(judged, func(r Row) bool { return within(r.Sentence, 1) }))...)
	out = append(out, share("alone@1", each(judged, func(r Row) bool { return within(r.Alone, 1) }))...)
	out = append(out, share("sentence@3", each(judged, func(r Row) bool { return within(r.Sentence, 3) }))...)
	out = append(out, share("gold_sentence@1", each(placed, func(r Row) bool { return within(r.GoldSentence, 1) }))...)
	out = append(out, share("gold_sentence@3", each(placed, func(r Row) bool { return within(r.GoldSentence, 3) }))...)
	return append(out, share("oracle", each(filter(judged, func(r Row) bool { return r.paragraph }), func(r Row) bool { return r.Oracle }))...)
}

// asked is a question with the confidence that it was answered with and what
// came of it.
type asked struct {
	forecast
	kind     Kind
	answered bool
}

// forecastsOf returns the answerable questions and those from outside. Each of
// the two sides weighs one half, so that a set's size does not decide how often
// a library is asked in vain.
func forecastsOf(rows []Row) []asked {
	judged := filter(rows, func(r Row) bool { return r.Kind == Answerable && r.judged })
	outside := filter(rows, func(r Row) bool { return r.Kind == Outside })
	if len(judged) == 0 {
		return nil
	}
	var out []asked
	for _, side := range [][]Row{judged, outside} {
		for _, r := range side {
			out = append(out, asked{forecast{r.Confidence, r.Kind == Answerable && r.Right, 0.5 / float64(len(side))}, r.Kind, r.answered()})
		}
	}
	return out
}

func forecasts(rows []Row) []forecast {
	var out []forecast
	for _, a := range forecastsOf(rows) {
		out = append(out, a.forecast)
	}
	return out
}

func coverages(rows []Row) []float64 {
	out := make([]float64, len(rows))
	for i, r := range rows {
		out[i] = r.Covered
	}
	return out
}

func filter(rows []Row, keep func(Row) bool) []Row {
	var out []Row
	for _, r := range rows {
		if keep(r) {
			out = append(out, r)
		}
	}
	return out
}

func each(rows []Row, is func(Row) bool) []bool {
	out := make([]bool, len(rows))
	for i, r := range rows {
		out[i] = is(r)
	}
	return out
}

// reciprocals are one divided by each rank; 0 for what was not found, or not
// among the first k. k is 0 where all ranks count.
func reciprocals(rows []Row, k int) []float64 {
	out := make([]float64, len(rows))
	for i, r := range rows {
		if r.Rank > 0 && (k == 0 || r.Rank <= k) {
			out[i] = 1 / float64(r.Rank)
		}
	}
	return out
}

func scores(rows []Row) []float64 {
	out := make([]float64, len(rows))
	for i, r := range rows {
		out[i] = r.Score
	}
	return out
}
