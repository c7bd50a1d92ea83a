package optim_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/gradstep/gradstep/pkg/optim"
)

// TestDefaults: NewX has the constants that its comment names.
func TestDefaults(t *testing.T) {
	for _, c := range []struct{ got, want optim.Rule }{
		{optim.NewMomentum(), &optim.Momentum{Gamma: 0.9}},
		{optim.NewNesterov(), &optim.Nesterov{Gamma: 0.9}},
		{optim.NewAdagrad(), &optim.Adagrad{Epsilon: 1e-8, Root: optim.OutsideRoot}},
		{optim.NewRMSprop(), &optim.RMSprop{Beta: 0.9, Epsilon: 1e-8, Root: optim.InsideRoot}},
		{optim.NewAdam(), &optim.Adam{Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-8, Root: optim.OutsideRoot, Corrected: true}},
		{optim.NewAdamW(), &optim.AdamW{Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-8, Root: optim.OutsideRoot, Corrected: true, Decay: 0.01}},
		{optim.NewNadam(), &optim.Nadam{Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-8, MomentumDecay: 0.004}},
		{optim.NewAMSGrad(), &optim.AMSGrad{Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-8, Form: optim.MaxUncorrected}},
		{optim.NewAdamax(), &optim.Adamax{Beta1: 0.9, Beta2: 0.999}},
		{optim.NewAdadelta(), &optim.Adadelta{Rho: 0.95, Epsilon: 1e-6}},
		{optim.NewRAdam(), &optim.RAdam{Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-8, Root: optim.OutsideRoot}},
		{optim.NewAdaBelief(), &optim.AdaBelief{Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-8, EpsilonSum: 1e-8}},
		{optim.NewLion(), &optim.Lion{Beta1: 0.9, Beta2: 0.99}},
		{optim.NewDoG(), &optim.DoG{First: 1e-6}},
		{optim.NewDAdaptation(), &optim.DAdaptation{First: 1e-6}},
		{optim.NewTrustRegion(nil, nil), &optim.TrustRegion{First: 1, Most: 1e10}},
		{optim.NewNewton(nil), &optim.Newton{Damping: 1e-3}},
		{optim.NewDiagonalNewton(nil), &optim.Newton{Damping: 1e-3}},
	} {
		if d := cmp.Diff(c.want, c.got, cmpopts.IgnoreUnexported(
			optim.Momentum{}, optim.Nesterov{}, optim.Adagrad{}, optim.RMSprop{}, optim.Adam{}, optim.AdamW{}, optim.Nadam{},
			optim.AMSGrad{}, optim.Adamax{}, optim.Adadelta{}, optim.RAdam{}, optim.AdaBelief{}, optim.Lion{}, optim.Newton{},
			optim.DoG{}, optim.DAdaptation{}, optim.TrustRegion{},
		)); d != "" {
			t.Errorf("%T (-want +got):\n%s", c.got, d)
		}
	}
}
