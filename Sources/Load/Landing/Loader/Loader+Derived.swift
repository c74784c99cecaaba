internal import Logging
internal import Warehouse

/// The derived tables' order, which loads leave for later.
extension Loader {
    var derived: DerivedOrder { DerivedOrder(DerivedTables(promoted: settings.promoted), in: warehouse) }

    /// Converts amounts anew if other rates hold, and makes the derived tables anew if they were made for other promoted
    /// properties, or other types count as activity.
    func followSettings() async throws {
        try await followRates()
        try await ActiveTypes(inactive: settings.inactiveEvents, warehouse: warehouse).follow()
        guard try await !derived.isAsSettings() else { return }
        logger.info(
            "The derived tables are made anew for other settings",
            metadata: [
                "promoted": "\(settings.promoted.map(\.name).joined(separator: ", "))",
                "inactive": "\(settings.inactiveEvents.sorted().joined(separator: ", "))",
            ])
        try await derived.rebuild()
    }

    private func followRates() async throws {
        let converted = try await StoredAmounts(currency: settings.currency.current, warehouse: warehouse).follow()
        guard let converted else {
            return logger.error(
                "The currency or its exchange rates can't be read: stored amounts stay as they are, and new ones of other currencies have no rate."
            )
        }
        if converted > 0 {
            logger.info(
                "What events are worth in the project's currency follows other settings",
                metadata: ["events": "\(converted)"])
        }
    }

    /// Sorts what waits beside the derived tables in, and packs them. Loads wait while it sorts; readers see all of it or
    /// nothing.
    package func sortDerived() async throws(LoaderError) {
        try await sortInTurn()
        await packDerived()
    }

    private func sortInTurn() async throws(LoaderError) {
        await takeTurn()
        defer { giveTurn() }
        do {
            _ = try await knownState()
            try await derived.sort()
            waitingRows = 0
            isOrderKnown = true
        } catch {
            throw LoaderError(error)
        }
    }

    /// Packs the derived tables if they aren't yet. Loads go on meanwhile, and without a pack charts read the tables.
    package func packDerived() async {
        // What is being packed may be what was there before.
        guard !isPacking else { return packsAgain = true }
        isPacking = true
        defer { isPacking = false }
        repeat {
            packsAgain = false
            do {
                try await derived.packIfNeeded()
            } catch {
                logger.warning(
                    "Charts are slower than they could be: the derived tables could not be packed: \(error)")
            }
        } while packsAgain && !Task.isCancelled
    }

    /// Packs the derived tables, and again whenever charts want more of them, until the task is cancelled.
    package func keepPacked() async {
        let additions = warehouse.packs?.wanted.additions
        await packDerived()
        guard let additions else { return }
        for await _ in additions { await packDerived() }
    }

    /// Sorts if more waits than readers should put up with.
    /// - Parameter isQuiet: Whether nothing comes in, so that a tenth of that is reason enough.
    func sortDerivedIfDue(isQuiet: Bool) async {
        if packsAreDue {
            packsAreDue = false
            await packDerived()
        }
        do {
            if !isOrderKnown || waitingRows > 0 {
                let sizes = try await derived.sizes()
                isOrderKnown = true
                waitingRows = sizes.waiting
                let share = isQuiet ? settings.waitingShare / 10 : settings.waitingShare
                guard Double(sizes.waiting) > share * Double(sizes.sorted) else { return }
                try await sortDerived()
            }
        } catch {
            logger.warning("The derived tables could not be sorted now: \(error)")
        }
    }
}
