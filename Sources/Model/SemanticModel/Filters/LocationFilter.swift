/// A filter on places. Coordinates are degrees, north and east positive.
package enum LocationFilter: Sendable, Equatable {
    case point(Coordinates)
    /// At most a great-circle distance, not negative, away from a place.
    case circle(Coordinates, distance: Double, units: DistanceUnit)
    case box(LocationBox)
    case isNull, isNotNull
}

/// A place: latitude -90 to 90, longitude -180 to 180.
package struct Coordinates: Sendable, Hashable {
    package var latitude: Double
    package var longitude: Double

    package init(latitude: Double, longitude: Double) {
        self.latitude = latitude
        self.longitude = longitude
    }
}

/// What lies between two parallels and two meridians, edges included.
package struct LocationBox: Sendable, Hashable {
    package var north: Double
    package var west: Double
    package var south: Double
    /// Less than `west` where the box crosses the 180th meridian.
    package var east: Double

    package init(north: Double, west: Double, south: Double, east: Double) {
        self.north = north
        self.west = west
        self.south = south
        self.east = east
    }
}
