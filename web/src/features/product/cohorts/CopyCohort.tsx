import { useState } from "react";
import { createCohort, fetchCohorts } from "../../../api/cohorts";
import type { Cohort } from "../../../api/cohorts";
import { cache } from "../../../api/cache";
import { navigate } from "../../../navigation/location";
import { FormDialog } from "../../../results/FormDialog";
import { cohortAddress } from "../state/address";

/** A cohort like another one, which belongs to the reader: to change what somebody else has made. */
export function CopyCohort({ cohort, onClose }: { cohort: Cohort; onClose: () => void }): JSX.Element {
    const [name, setName] = useState(`${cohort.name} (copy)`);
    return (
        <FormDialog title={`Copy ${cohort.name}`} submit="Make the copy" ready={name.trim() !== "" && cohort.definition !== null} onClose={onClose} onSubmit={async () => {
            await createCohort(name.trim(), cohort.description, cohort.definition ?? {});
            cache.reload("cohorts", fetchCohorts);
            navigate(cohortAddress(name.trim()));
        }}>
            <label className="field"><span>Name</span><input className="input" data-autofocus="" value={name} maxLength={255} onChange={(event) => setName(event.target.value)} /></label>
            <p className="muted">The copy is yours: charts that use {cohort.name} go on using that.</p>
        </FormDialog>
    );
}
