package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/pincite/pincite/corpus/store"
	"github.com/pincite/pincite/search"
)

// sentence is what a person reads of an error.
func sentence(err error) string {
	if full, ok := errors.AsType[*store.QuotaError](err); ok {
		if full.Over == "documents" {
			return fmt.Sprintf("The library is full: it may hold %s. Remove some, or set PINCITE_MAX_ARTICLES higher.", count(full.Limit.Documents, "article"))
		}
		return fmt.Sprintf("The library is full: it may hold %d MB. Remove some articles, or set PINCITE_MAX_MB higher.", full.Limit.Bytes>>20)
	}
	switch {
	case errors.Is(err, search.ErrEmptyQuestion):
		return "The question is empty. Write what you want to know."
	case errors.Is(err, search.ErrLongQuestion):
		return "The question is too long: 2000 bytes at most. Ask for one thing."
	case errors.Is(err, search.ErrEmptyQuotation):
		return "The quotation is empty. Write the words to check."
	case errors.Is(err, search.ErrLongQuotation):
		return "The quotation is too long: 16000 bytes at most. Check it in parts."
	case errors.Is(err, context.Canceled):
		return "Stopped."
	}
	return err.Error()
}
