package optim_test

import (
	"testing"

	"github.com/gradstep/gradstep/pkg/optim"
)

// oracleRule builds the rule of an oracle's run. Where a library's default is not
// that of the rule's own source, a comment names the difference.
func oracleRule(t testing.TB, r oracleRun) optim.Rule {
	t.Helper()
	s := r.Settings
	switch r.Rule {
	case "sgd", "sgd_step", "sgd_exp", "sgd_inv", "sgd_poly", "sgd_poly_end",
		"sgd_cosine_clamped", "sgd_cosine_periodic", "sgd_warmup_cosine":
		return optim.NewSGD()
	case "sgd_l2":
		return optim.Chain(optim.NewSGD(), optim.WeightDecay{Lambda: s.L2})
	case "momentum_lr_inside", "momentum_lr_inside_step":
		return &optim.Momentum{Gamma: s.Gamma}
	case "momentum_lr_outside", "momentum_lr_outside_step":
		// PyTorch and optax keep the rate outside the velocity.
		return &optim.Momentum{Gamma: s.Gamma, RateOutside: true}
	case "momentum_lr_outside_l2":
		return optim.Chain(&optim.Momentum{Gamma: s.Gamma, RateOutside: true}, optim.WeightDecay{Lambda: s.L2})
	case "momentum_ema":
		return &optim.Momentum{Gamma: s.Gamma, RateOutside: true, Dampening: s.Gamma, DampenFirst: true}
	case "momentum_dampened_torch":
		// PyTorch does not dampen the first step.
		return &optim.Momentum{Gamma: s.Gamma, RateOutside: true, Dampening: s.Dampening}
	case "nesterov_lookahead":
		return &optim.Nesterov{Gamma: s.Gamma}
	case "nesterov_torch":
		// The libraries take the gradient at x itself.
		return &optim.Nesterov{Gamma: s.Gamma, Reformulated: true}
	case "adagrad_eps_inside", "adagrad_eps_outside", "adagrad_optax_defaults", "adagrad_lr_decay_torch":
		// optax starts the sum at 0.1 and has ε = 1e-7 inside; PyTorch's ε is 1e-10 outside.
		return &optim.Adagrad{Epsilon: s.Eps, Root: place(t, s.EpsPlace), Initial: s.G0}
	case "rmsprop_eps_inside", "rmsprop_eps_outside", "rmsprop_momentum_eps_outside",
		"rmsprop_centered_eps_inside", "rmsprop_centered_eps_outside":
		// PyTorch has ρ = 0.99 and ε outside, optax 0.9 and inside.
		return &optim.RMSprop{
			Beta: s.Rho, Epsilon: s.Eps, Root: place(t, s.EpsPlace),
			Centered: s.Centered, Momentum: s.Momentum,
		}
	case "adam", "adam_eps_root", "adam_epshat", "adam_uncorrected", "adam_uncorrected_eps_root", "adam_warmup_cosine":
		return oracleAdam(t, s)
	case "adam_l2":
		return optim.Chain(oracleAdam(t, s), optim.WeightDecay{Lambda: s.L2})
	case "adamw":
		return &optim.AdamW{
			Beta1: s.Beta1, Beta2: s.Beta2, Epsilon: s.Eps, Root: place(t, s.EpsPlace),
			Corrected: s.Corrected, Decay: s.Decay,
		}
	case "amsgrad_torch", "amsgrad_optax", "amsgrad_paper":
		// PyTorch corrects the maximum of the raw v, optax takes the maximum of the corrected one.
		form := map[string]optim.MaxForm{
			"torch": optim.MaxThenCorrect, "optax": optim.CorrectThenMax, "paper": optim.MaxUncorrected,
		}[s.Variant]
		return &optim.AMSGrad{Beta1: s.Beta1, Beta2: s.Beta2, Epsilon: s.Eps, Form: form}
	case "nadam_torch", "nadam_optax":
		// optax keeps μ constant: no momentum decay in its settings.
		return &optim.Nadam{Beta1: s.Beta1, Beta2: s.Beta2, Epsilon: s.Eps, MomentumDecay: s.MomentumDecay}
	case "adamax":
		return &optim.Adamax{Beta1: s.Beta1, Beta2: s.Beta2, Epsilon: s.Eps}
	case "adadelta":
		return &optim.Adadelta{Rho: s.Rho, Epsilon: s.Eps}
	case "lion", "lion_wd":
		return &optim.Lion{Beta1: s.Beta1, Beta2: s.Beta2, Decay: s.Decay}
	case "radam_torch", "radam_optax":
		// PyTorch adds ε before the correction, optax after it.
		rule := &optim.RAdam{Beta1: s.Beta1, Beta2: s.Beta2, Epsilon: s.Eps}
		if s.Variant == "torch" {
			rule.Root = optim.EpsilonHat
		}
		return rule
	case "adabelief_optax":
		return &optim.AdaBelief{Beta1: s.Beta1, Beta2: s.Beta2, Epsilon: s.Eps, EpsilonSum: s.EpsRoot}
	case "signsgd_optax":
		return optim.NewSignSGD()
	}
	t.Fatalf("no rule %q", r.Rule)
	return nil
}

func oracleAdam(t testing.TB, s oracleSettings) *optim.Adam {
	t.Helper()
	return &optim.Adam{
		Beta1: s.Beta1, Beta2: s.Beta2, Epsilon: s.Eps, Root: place(t, s.EpsPlace), Corrected: s.Corrected,
	}
}
