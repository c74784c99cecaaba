package import JSON

extension FunnelAnswer {
    /// `steps`; `series` with `segment`, `group` and `counts`, `conversion` (of step 1), `step_conversion` (of the step
    /// before), `dropped`, `open`, times in milliseconds by step, and by bucket the same; `buckets` if asked for.
    package func write(to writer: inout JSONWriter) {
        writer.key("steps")
        writer.beginArray()
        for step in chart.steps {
            writer.beginObject()
            writer.key("name")
            writer.string(step.event.name)
            writer.key("optional")
            writer.bool(step.isOptional)
            writer.endObject()
        }
        writer.endArray()
        write(series, to: &writer)
    }

    /// Segments as a whole: another time has other groups.
    package func writePast(to writer: inout JSONWriter) { write(series.filter { $0.group == .all }, to: &writer) }

    private func write(_ series: [FunnelSeries], to writer: inout JSONWriter) {
        if chart.isOverTime { writer.buckets(buckets, incomplete: incomplete, in: calendar) }
        writer.key("series")
        writer.beginArray()
        for series in series {
            writer.beginObject()
            write(series, to: &writer)
            writer.endObject()
        }
        writer.endArray()
    }

    private func write(_ series: FunnelSeries, to writer: inout JSONWriter) {
        writer.key("segment")
        writer.string(segments[series.segment])
        let (kind, value) = Self.names(of: series.group)
        writer.key("group_kind")
        writer.string(kind)
        writer.key("group")
        if let value { writer.string(value) } else { writer.null() }
        write(series.numbers, to: &writer)
        if chart.isOverTime {
            writer.key("by_bucket")
            writer.beginArray()
            for numbers in series.buckets {
                writer.beginObject()
                write(numbers, to: &writer)
                writer.endObject()
            }
            writer.endArray()
        }
        if chart.histogram != nil { writeHistogram(series.numbers, to: &writer) }
        guard series.group == .all else { return }
        if chart.frequency != nil { writeFrequency(series, to: &writer) }
        if chart.drivers != nil { writeDrivers(series, to: &writer) }
    }

    /// What kind of group it is and its value as people see it.
    private static func names(of group: FunnelGroup) -> (kind: String, value: String?) {
        switch group {
        case .all: ("all", nil)
        case .value(nil): ("value", PropertyFilter.noneText)
        case .value(let text?): ("value", text.isEmpty ? PropertyFilter.emptyText : text)
        case .other: ("other", "Other")
        case .notReached: ("did_not_reach", nil)
        }
    }

    private func scaled(_ count: Int) -> Int { sampling?.scaled(count) ?? count }

    private func write(_ numbers: FunnelNumbers, to writer: inout JSONWriter) {
        writer.key("counts")
        writer.integers(numbers.counts.map(scaled))
        if let sampling, chart.count == .unique {
            writer.key("counts_errors")
            writer.numbers(numbers.counts.map { sampling.error(ofCount: $0) })
        }
        if chart.count == .totals {
            writer.key("units")
            writer.integers(numbers.units.map(scaled))
            if let sampling {
                writer.key("units_errors")
                writer.numbers(numbers.units.map { sampling.error(ofCount: $0) })
            }
        }
        let before = chart.steps.indices.map { chart.step(before: $0) }
        writer.key("conversion")
        let conversion = chart.steps.indices.map { numbers.conversion($0) }
        writer.numbers(conversion)
        writer.key("step_conversion")
        let ofBefore = before.enumerated().map { step, before in
            numbers.counts[before] > 0 ? Double(numbers.counts[step]) / Double(numbers.counts[before]) : nil
        }
        writer.numbers(ofBefore)
        // Attempts, sessions and held values of one unit hang together: of them it takes more than their number to say.
        if sampling != nil, chart.count == .unique, chart.per == .unit, chart.held.isEmpty {
            writer.shareErrors("conversion", of: conversion, conversion.map { _ in numbers.counts[0] })
            writer.shareErrors("step_conversion", of: ofBefore, before.map { numbers.counts[$0] })
        }
        writer.key("dropped")
        writer.integers(before.enumerated().map { scaled(numbers.counts[$0.element] - numbers.counts[$0.offset]) })
        writer.key("open")
        writer.int(scaled(numbers.open))
        writer.key("median_ms")
        writer.numbers(numbers.fromPrevious.map { $0?.median })
        writer.key("mean_ms")
        writer.numbers(numbers.fromPrevious.map { $0?.mean })
        writer.key("median_from_first_ms")
        writer.numbers(numbers.fromFirst.map { $0?.median })
        writer.key("mean_from_first_ms")
        writer.numbers(numbers.fromFirst.map { $0?.mean })
        guard chart.sum != nil else { return }
        writer.key("sum")
        writer.double(sampling?.scaled(numbers.sum) ?? numbers.sum)
        writer.key("average")
        writer.numbers([numbers.summed > 0 ? numbers.sum / Double(numbers.summed) : nil])
    }

    private func writeHistogram(_ numbers: FunnelNumbers, to writer: inout JSONWriter) {
        let bins = FunnelBins(numbers.durations, width: chart.histogram?.width)
        writer.key("time_to_convert")
        writer.beginObject()
        writer.key("bin_ms")
        writer.int(bins.width / 1_000)
        writer.key("counts")
        writer.integers(bins.counts.map(scaled))
        writer.key("shares")
        writer.numbers(bins.counts.map { Double($0) / Double(max(1, numbers.durations.count)) })
        writer.endObject()
    }

    private func writeFrequency(_ series: FunnelSeries, to writer: inout JSONWriter) {
        writer.key("frequency")
        writer.beginArray()
        for bin in series.frequency {
            writer.beginObject()
            writer.key("times")
            writer.int(bin.times)
            writer.key("units")
            writer.int(scaled(bin.units))
            writer.endObject()
        }
        writer.endArray()
    }

    private func writeDrivers(_ series: FunnelSeries, to writer: inout JSONWriter) {
        writer.key("converted")
        writer.int(scaled(series.driven.converted))
        writer.key("not_converted")
        writer.int(scaled(series.driven.dropped))
        writer.key("drivers")
        writer.beginArray()
        for driver in series.drivers {
            writer.beginObject()
            writer.key("event")
            writer.string(driver.event)
            writer.key("converted")
            writer.int(scaled(driver.converted))
            writer.key("not_converted")
            writer.int(scaled(driver.dropped))
            writer.key("phi")
            if let phi = driver.phi { writer.double(phi) } else { writer.null() }
            writer.endObject()
        }
        writer.endArray()
    }
}
