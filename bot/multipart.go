package bot

import (
	"bytes"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/textproto"
)

const jsonType = "application/json"

// encode writes the body of a request, and says of what type it is: JSON, or
// with files a form that has them beside the JSON. No body is nil.
func encode(body any) (encoded []byte, kind string, err error) {
	if body == nil {
		return nil, jsonType, nil
	}
	if encoded, err = json.Marshal(body); err != nil {
		return nil, "", err
	}
	files := filesOf(body)
	if len(files) == 0 {
		return encoded, jsonType, nil
	}
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	part, err := w.CreatePart(textproto.MIMEHeader{
		"Content-Disposition": {`form-data; name="payload_json"`}, "Content-Type": {jsonType}})
	if err == nil {
		_, err = part.Write(encoded)
	}
	for i, f := range files {
		if err == nil {
			part, err = w.CreateFormFile(fmt.Sprintf("files[%d]", i), f.name)
		}
		if err == nil {
			_, err = part.Write(f.data)
		}
	}
	if err == nil {
		err = w.Close()
	}
	return b.Bytes(), w.FormDataContentType(), err
}

// filesOf returns the files of what is sent: of a message, or of a callback with
// one.
func filesOf(body any) []upload {
	switch b := body.(type) {
	case payload:
		return b.files
	case callback:
		if p, ok := b.Data.(payload); ok {
			return p.files
		}
	}
	return nil
}
