FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
COPY intake/photo/heic/purego intake/photo/heic/purego
COPY geotag/osm/czlib geotag/osm/czlib
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags=-s -o /snapgrid ./cmd/snapgrid

# Alpine for its certificates and its wget, which asks for the health.
FROM alpine:3.22
RUN adduser -D -H -u 10001 snapgrid && install -d -o snapgrid -m 700 /srv/snapgrid/data
COPY --from=build /snapgrid /usr/local/bin/snapgrid
USER snapgrid
WORKDIR /srv/snapgrid
VOLUME /srv/snapgrid/data
ENV SNAPGRID_LISTEN=0.0.0.0:8311
EXPOSE 8311
HEALTHCHECK --start-period=10s CMD wget -q -T 5 -O /dev/null http://127.0.0.1:8311/healthz
ENTRYPOINT ["snapgrid"]
CMD ["serve"]
