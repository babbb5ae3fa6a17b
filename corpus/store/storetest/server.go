//go:build unix

package storetest

import (
	"database/sql"
	"errors"
	"os"
	"syscall"
)

// GiveToServer makes the user under whom the Postgres server at an address runs
// the owner of a folder. The server has to run on this machine.
func GiveToServer(server, dir string) error {
	db, err := sql.Open("pgx", server)
	if err != nil {
		return errors.New("the test database cannot be opened")
	}
	defer db.Close()
	var home string
	if err := db.QueryRow(`SHOW data_directory`).Scan(&home); err != nil {
		return err
	}
	info, err := os.Stat(home)
	if err != nil {
		return err
	}
	owner, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return errors.New("this system does not say whose folder it is")
	}
	return os.Chown(dir, int(owner.Uid), int(owner.Gid))
}
