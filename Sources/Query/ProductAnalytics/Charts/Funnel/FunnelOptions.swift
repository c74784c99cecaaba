/// One step of a funnel.
package struct FunnelStep: Hashable, Sendable {
    package var event: EventSelection
    /// Whether people may leave it out: an optional step never changes who converts, it only says who did it on the way.
    package var isOptional: Bool

    package init(_ event: EventSelection, isOptional: Bool = false) {
        self.event = event
        self.isOptional = isOptional
    }

    package init(_ name: String, isOptional: Bool = false) {
        self.init(EventSelection(name), isOptional: isOptional)
    }
}

/// In which order the steps have to be done.
package enum FunnelOrder: String, Hashable, Sendable, CaseIterable {
    /// One after the other; other events may come between.
    case this
    case any
    /// One after the other with no other active event between.
    case exact
}

/// Events within one tick are simultaneous: any order of them counts.
package enum FunnelTick: String, Hashable, Sendable, CaseIterable {
    case oneSecond = "1s"
    case twoSeconds = "2s"
    /// Only time and sequence count.
    case exact

    /// In microseconds; 0 where each event stands alone.
    var length: Int64 {
        switch self {
        case .oneSecond: ChartCalendar.second
        case .twoSeconds: 2 * ChartCalendar.second
        case .exact: 0
        }
    }
}

/// How long after the first step a step may be done.
package enum FunnelWindow: Hashable, Sendable {
    /// Microseconds, the bound included; days are 24 hours.
    case duration(Int64)
    /// All steps in one session, for at most 24 hours.
    case session

    /// In microseconds.
    var length: Int64 {
        switch self {
        case .duration(let length): length
        case .session: ChartCalendar.day
        }
    }

    package static let longest: Int64 = 366 * ChartCalendar.day
}

/// What the numbers of a funnel count.
package enum FunnelCount: String, Hashable, Sendable, CaseIterable {
    /// Each unit once.
    case unique
    /// Every attempt, one after the other.
    case totals
}

/// What one unit of a funnel is.
package enum FunnelPart: String, Hashable, Sendable, CaseIterable {
    /// The person or group.
    case unit
    /// Each session of a person or group on its own.
    case session
}

/// Which of a unit's starts are followed.
package enum FunnelStart: String, Hashable, Sendable, CaseIterable {
    /// Every one; the longest chain counts, and of the longest the one that starts earliest.
    case longest
    /// Only the first one.
    case first
}

/// Whose time counts among chains of equal length.
package enum FunnelAnchor: String, Hashable, Sendable, CaseIterable {
    /// That of the earliest start.
    case chosen
    /// That of the latest start, of the chains that are complete first.
    case latestStart = "latest_start"
}

/// What happens to a unit that an exclusion keeps from going on.
package enum FunnelExclusionPolicy: String, Hashable, Sendable, CaseIterable {
    /// It drops at the step before.
    case dropAtStep = "drop_at_step"
    /// It is not in the funnel at all.
    case removeUnit = "remove_unit"
}

/// How deep somebody is in a funnel of any order.
package enum FunnelAnyOrder: String, Hashable, Sendable, CaseIterable {
    /// Step k means steps 1 to k.
    case prefix
    /// Step k means k different steps, no matter which.
    case distinct
}

/// An event that ends a chain if it happens between two steps.
package struct FunnelExclusion: Hashable, Sendable {
    package var event: EventSelection
    /// Numbers of steps, from 1.
    package var after: Int
    package var before: Int

    package init(_ event: EventSelection, after: Int, before: Int) {
        self.event = event
        self.after = after
        self.before = before
    }
}

/// Groups of a funnel by the value of a property.
package struct FunnelBreakdown: Hashable, Sendable {
    /// Where the value is read.
    package enum Reading: Hashable, Sendable {
        /// On the chain's event of a step, by its number from 1.
        case step(Int)
        /// The first value along the chain that is there.
        case firstTouch
        /// The last value along the chain that is there.
        case lastTouch
        /// The unit is split by value and each part looked at on its own.
        case allEvents
    }

    package var property: PropertyReference
    package var reading: Reading
    /// How many groups are told apart.
    package var top: Int
    /// Whether the rest is a group too.
    package var hasOther: Bool

    package init(_ property: PropertyReference, _ reading: Reading = .step(1), top: Int = 10, hasOther: Bool = true) {
        self.property = property
        self.reading = reading
        self.top = top
        self.hasOther = hasOther
    }
}

/// How long units took from one step to another.
package struct FunnelHistogram: Hashable, Sendable {
    /// Numbers of steps, from 1.
    package var from: Int
    package var to: Int
    /// The width of the bins in microseconds; `nil` finds one.
    package var width: Int64?

    package init(from: Int, to: Int, width: Int64? = nil) {
        self.from = from
        self.to = to
        self.width = width
    }

    package static let mostBins = 2_000
}

/// How often units did one step before they reached another; numbers of steps, from 1.
package struct FunnelFrequency: Hashable, Sendable {
    package var step: Int
    package var before: Int

    package init(step: Int, before: Int) {
        self.step = step
        self.before = before
    }
}

/// Which other events go along with converting between two steps; numbers of steps, from 1.
package struct FunnelDrivers: Hashable, Sendable {
    package var from: Int
    package var to: Int

    package init(from: Int, to: Int) {
        self.from = from
        self.to = to
    }
}
