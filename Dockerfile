FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
COPY intake/photo/heic/purego intake/photo/heic/purego
COPY geotag/osm/czlib geotag/osm/czlib
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags=-s -o /snapgrid ./cmd/snapgrid
RUN install -d -m 700 /empty/data && install -d -m 1777 /empty/tmp && echo 'snapgrid:x:10001:10001::/srv/snapgrid:/none' > /empty/passwd

# Nothing but the binary, the certificates of the world, and a folder to write in. There
# is no shell; the root may be read-only.
FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /empty/passwd /etc/passwd
COPY --from=build --chown=10001:10001 /empty/data /srv/snapgrid/data
COPY --from=build --chown=10001:10001 /empty/tmp /tmp
COPY --from=build /snapgrid /usr/local/bin/snapgrid
USER 10001:10001
WORKDIR /srv/snapgrid
VOLUME /srv/snapgrid/data
ENV SNAPGRID_LISTEN=0.0.0.0:8311 PATH=/usr/local/bin
EXPOSE 8311
HEALTHCHECK --start-period=10s --interval=30s --timeout=6s CMD ["snapgrid", "health"]
ENTRYPOINT ["snapgrid"]
CMD ["serve"]
