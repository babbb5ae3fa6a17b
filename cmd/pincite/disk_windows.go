package main

import "golang.org/x/sys/windows"

// freeBytes is how much room there is for this process on the disk that a folder
// is on.
func freeBytes(folder string) (free uint64, err error) {
	name, err := windows.UTF16PtrFromString(folder)
	if err != nil {
		return 0, err
	}
	err = windows.GetDiskFreeSpaceEx(name, &free, nil, nil)
	return free, err
}

// mayWrite is true: what a folder's access list says shows only when writing.
func mayWrite(string) bool { return true }
