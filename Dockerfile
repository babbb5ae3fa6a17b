# Builds the static binary, and puts it alone into an image without a shell.
#
#   docker build --build-arg VERSION="$(git describe --tags --always)" -t pincite .
#   docker buildx build --platform linux/amd64,linux/arm64 --build-arg VERSION="$(git describe --tags --always)" -t pincite .
#
# The compiler runs on the machine's own processor and writes for the other one.
# cmd/pincite/container_test.go takes these steps and runs what they make.

FROM --platform=$BUILDPLATFORM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=unknown
ARG TARGETOS
ARG TARGETARCH
RUN CGO_ENABLED=0 GOOS=${TARGETOS} GOARCH=${TARGETARCH} go build -trimpath -ldflags "-s -w -X main.version=${VERSION}" -o /out/pincite ./cmd/pincite \
    && mkdir -p /out/data /out/tmp

FROM scratch
# Discord is reached by HTTPS, so the certificates of the authorities come along.
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /out/pincite /pincite
# Nobody in the image is root. A new volume takes the owner of the folder that it covers.
COPY --from=build --chown=10001:10001 /out/data /data
COPY --from=build --chown=10001:10001 /out/tmp /tmp
USER 10001:10001
ENV PINCITE_DATA_DIR=/data PINCITE_CACHE_DIR=/data/cache
VOLUME /data
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 CMD ["/pincite", "health"]
ENTRYPOINT ["/pincite"]
CMD ["serve"]
