// Package smalldisk gives tests a disk that is soon full.
package smalldisk
